import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The experts ranked for a request, each with its reasons and two ways to book. */
export class PresalesCandidates extends Component {
    static template = "presales_dispatch.Candidates";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ data: null, isWhyNotOpen: false });
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((props) => this.load(props.record));
    }

    async load(record) {
        if (!record.resId) {
            this.state.data = null;
            return;
        }
        this.state.data = await this.orm.call("presales.request", "get_candidates", [
            [record.resId],
        ]);
    }

    async assign(employeeId, booking) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        await this.orm.call("presales.request", "action_assign", [
            [record.resId],
            employeeId,
            booking,
        ]);
        await record.load();
    }

    toggleWhyNot() {
        this.state.isWhyNotOpen = !this.state.isWhyNotOpen;
    }
}

registry.category("fields").add("presales_candidates", {
    component: PresalesCandidates,
    supportedTypes: ["json"],
});
