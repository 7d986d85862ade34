import { Component } from "@odoo/owl";

import { formatValue } from "./dashboard_format";

/** Bars that compare a few groups; each leads to the list behind it. */
export class DashboardBars extends Component {
    static template = "relationship_network.DashboardBars";
    static props = { bars: Object, currencyId: Number, onList: Function };

    valueOf({ value, kind }) {
        return formatValue(value, kind, this.props.currencyId);
    }

    widthOf({ share }) {
        return `width: ${Math.round(1000 * (share || 0)) / 10}%`;
    }

    labelOf(bar) {
        return [bar.help || bar.label, this.valueOf(bar), bar.note].filter(Boolean).join(", ");
    }
}
