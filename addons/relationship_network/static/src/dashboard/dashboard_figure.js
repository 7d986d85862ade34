import { Component } from "@odoo/owl";

import { formatValue } from "./dashboard_format";
import { DashboardChange } from "./dashboard_change";

/** One figure; a click leads to the list behind it. */
export class DashboardFigure extends Component {
    static template = "relationship_network.DashboardFigure";
    static components = { DashboardChange };
    static props = {
        figure: Object,
        currencyId: Number,
        isMain: { type: Boolean, optional: true },
        onList: Function,
    };

    get value() {
        const { value, kind } = this.props.figure;
        return formatValue(value, kind, this.props.currencyId);
    }

    get valueClass() {
        const { kind, tone, value } = this.props.figure;
        if (tone) {
            return `text-${tone}`;
        }
        if (kind === "signed_percent") {
            return { 1: "text-success", "-1": "text-danger" }[Math.sign(value)] || "";
        }
        return "";
    }

    get hasChange() {
        return Number.isFinite(this.props.figure.change);
    }
}
