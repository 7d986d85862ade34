import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import {
    LEVEL_CLASSES,
    LEVEL_SYMBOLS,
} from "@relationship_network/fields/level_field";

const VERDICT_CLASSES = {
    favourable: "text-bg-success",
    open: "text-bg-warning",
    unfavourable: "text-bg-danger",
};

/** How the people who decide will decide, and what each of them adds to it. */
export class DecisionOutlook extends Component {
    static template = "key_account_mgmt.DecisionOutlook";
    static props = { ...standardFieldProps };

    get outlook() {
        return this.props.record.data[this.props.name];
    }

    get verdictClass() {
        return VERDICT_CLASSES[this.outlook.verdict];
    }

    /** Says what the figure of a person is made of. */
    get weights() {
        const parts = this.outlook.weights.map(({ label, weight }) => `${label} × ${weight}`);
        return _t("Weighted: %s", parts.join(", "));
    }

    get shares() {
        const { supporting, undecided, opposing } = this.outlook;
        return [
            { label: _t("for us"), value: supporting, className: "bg-success" },
            { label: _t("undecided"), value: undecided, className: "bg-warning" },
            { label: _t("against us"), value: opposing, className: "bg-danger" },
        ].filter((share) => share.value > 0);
    }

    symbol(level) {
        return level === false ? "?" : LEVEL_SYMBOLS[level];
    }

    levelClass(level) {
        return level === false ? "text-muted" : `o_level_${LEVEL_CLASSES[level]}`;
    }

    leanClass(person) {
        return { 1: "text-success", 0: "text-muted", "-1": "text-danger" }[person.lean];
    }
}

registry.category("fields").add("decision_outlook", {
    component: DecisionOutlook,
    supportedTypes: ["json"],
});
