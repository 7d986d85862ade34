import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What an opportunity needs before it leaves its stage, each met or not. */
export class GateChecklist extends Component {
    static template = "key_account_mgmt.GateChecklist";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
    }

    get criteria() {
        return this.props.record.data[this.props.name] || [];
    }

    get metLabel() {
        return _t("met");
    }

    get openLabel() {
        return _t("not met");
    }

    get summary() {
        return _t("Before this stage is left: %(met)s of %(all)s", {
            met: this.criteria.filter((criterion) => criterion.is_met).length,
            all: this.criteria.length,
        });
    }

    async askApproval(criterion) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        await this.orm.call("crm.lead", "action_ask_gate_approval", [
            [record.resId],
            criterion.id,
        ]);
        this.notification.add(_t("The approver was asked."), { type: "success" });
        await record.load();
    }
}

registry.category("fields").add("gate_checklist", {
    component: GateChecklist,
    supportedTypes: ["json"],
});
