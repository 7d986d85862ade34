import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Strength from 1 to 5 as dots; one click sets it. */
class StrengthField extends Component {
    static template = "relationship_network.StrengthField";
    static props = { ...standardFieldProps };

    dots = [1, 2, 3, 4, 5];

    get value() {
        return this.props.record.data[this.props.name] || 0;
    }

    get title() {
        return _t("%(strength)s of 5", { strength: this.value });
    }

    select(value) {
        this.props.record.update({ [this.props.name]: value });
    }
}

registry.category("fields").add("relationship_strength", {
    component: StrengthField,
    displayName: _t("Strength"),
    supportedTypes: ["integer"],
    isEmpty: () => false,
});
