import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";

import { formatPercent } from "../model/map_levels";

/** Rank of a person's influence on the map, and whom it reaches. */
export class InfluenceNote extends Component {
    static template = "relationship_network.InfluenceNote";
    static props = { person: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ explanation: "" });
        onWillStart(() => this.load(this.props.person));
        onWillUpdateProps(({ person }) => {
            if (person !== this.props.person) {
                this.load(person);
            }
        });
    }

    get share() {
        return formatPercent(this.props.person.influence);
    }

    /** Not waited for: the panel shows at once, the sentence follows. */
    load({ id, influence_rank }) {
        this.state.explanation = "";
        if (influence_rank) {
            this.orm
                .read("relationship.stakeholder", [id], ["influence_explanation"])
                .then(([values]) => {
                    if (id === this.props.person.id) {
                        this.state.explanation = values.influence_explanation;
                    }
                });
        }
    }
}
