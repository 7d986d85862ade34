import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Signs tell the levels apart without colour. */
export const LEVEL_SYMBOLS = { 2: "++", 1: "+", 0: "0", "-1": "−", "-2": "−−" };

/** CSS suffix of a level: colours live in the stylesheet. */
export const LEVEL_CLASSES = { 2: "p2", 1: "p1", 0: "n0", "-1": "m1", "-2": "m2" };

/** A level as a coloured sign; one click on another sign changes it. */
export class LevelField extends Component {
    static template = "relationship_network.LevelField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get options() {
        const field = this.props.record.fields[this.props.name];
        return field.selection.map(([value, label]) => ({
            value,
            label,
            symbol: LEVEL_SYMBOLS[value],
            className: `o_level_${LEVEL_CLASSES[value]}`,
        }));
    }

    get current() {
        return this.options.find((option) => option.value === this.value);
    }

    /** A second click on the level takes it back: not assessed. */
    select(value) {
        const next = value === this.value ? false : value;
        this.props.record.update({ [this.props.name]: next });
    }
}

registry.category("fields").add("relationship_level", {
    component: LevelField,
    displayName: _t("Level"),
    supportedTypes: ["selection"],
    isEmpty: (record, fieldName) => record.data[fieldName] === false,
});
