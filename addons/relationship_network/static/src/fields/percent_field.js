import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Percent without decimals; empty stays empty, because it is not zero. */
export function formatCoverage(value) {
    if (value === false || value === null || value === undefined) {
        return "";
    }
    return `${formatFloat(Math.round(value) || 0, { digits: [16, 0] })} %`;
}

/** Closeness carries its sign: it runs from −200 % to +200 %. */
export function formatCloseness(value) {
    return (value > 0 && Math.round(value) ? "+" : "") + formatCoverage(value);
}

class PercentField extends Component {
    static template = "relationship_network.PercentField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get formattedValue() {
        return formatCoverage(this.value);
    }

    get className() {
        return "";
    }
}

class ClosenessField extends PercentField {
    get formattedValue() {
        return formatCloseness(this.value);
    }

    get className() {
        return { 1: "text-success", "-1": "text-danger" }[Math.sign(this.value)] || "";
    }
}

const percentField = {
    supportedTypes: ["float"],
    isEmpty: (record, fieldName) => record.data[fieldName] === false,
};
registry.category("fields").add("closeness", {
    ...percentField,
    component: ClosenessField,
    displayName: _t("Closeness"),
});
registry.category("fields").add("coverage", {
    ...percentField,
    component: PercentField,
    displayName: _t("Coverage"),
});
registry.category("formatters").add("closeness", formatCloseness);
registry.category("formatters").add("coverage", formatCoverage);
