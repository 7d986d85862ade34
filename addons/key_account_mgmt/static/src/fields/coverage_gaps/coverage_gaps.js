import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const ICONS = {
    role: "fa-user-plus",
    sponsor: "fa-level-up",
    visit: "fa-calendar-plus-o",
    plan: "fa-bullseye",
};

/** What the class policy asks for and the account lacks, each with one click to act. */
export class CoverageGaps extends Component {
    static template = "key_account_mgmt.CoverageGaps";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.labels = {
            role: _t("Fill the role"),
            sponsor: _t("Choose another sponsor"),
            visit: _t("Plan a visit"),
            plan: _t("Open the plan"),
        };
    }

    get gaps() {
        return (this.props.record.data[this.props.name] || []).map((gap) => ({
            ...gap,
            icon: ICONS[gap.kind],
            label: this.labels[gap.kind],
        }));
    }

    async act(gap) {
        const { record } = this.props;
        const action = await this.orm.call("key.account", "action_close_coverage_gap", [
            [record.resId],
            gap.kind,
            gap.role_id,
        ]);
        return this.action.doAction(action, { onClose: () => record.load() });
    }
}

registry.category("fields").add("key_account_gaps", {
    component: CoverageGaps,
    supportedTypes: ["json"],
});
