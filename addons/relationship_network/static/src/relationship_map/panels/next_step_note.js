import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";

/** What to do next with a person, and the button that plans it. */
export class NextStepNote extends Component {
    static template = "relationship_network.NextStepNote";
    static props = { person: Object, canWrite: Boolean };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ step: null, isBusy: false });
        onWillStart(() => this.load(this.props.person));
        onWillUpdateProps(({ person }) => {
            if (person !== this.props.person) {
                this.load(person);
            }
        });
    }

    /** Not waited for: the panel shows at once, the sentence follows. */
    async load({ id }) {
        this.state.step = null;
        const step = await this.orm.call("relationship.stakeholder", "get_next_step", [[id]]);
        if (id === this.props.person.id) {
            this.state.step = step;
        }
    }

    async plan() {
        this.state.isBusy = true;
        const { id } = this.props.person;
        try {
            const method = "action_plan_next_step";
            const action = await this.orm.call("relationship.stakeholder", method, [[id]]);
            await this.action.doAction(action);
            await this.load(this.props.person);
        } finally {
            this.state.isBusy = false;
        }
    }
}
