import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { DashboardChange } from "./dashboard_change";
import { formatValue } from "./dashboard_format";

/** A short list; a click on a row opens it, and below it everything is one click away. */
export class DashboardList extends Component {
    static template = "relationship_network.DashboardList";
    static components = { DashboardChange };
    static props = {
        list: Object,
        currencyId: Number,
        onList: Function,
        onTarget: Function,
    };

    get statusLabels() {
        return { red: _t("Red"), amber: _t("Amber"), green: _t("Green") };
    }

    isNumber({ kind }) {
        return !["text", "status"].includes(kind);
    }

    cellClass(column, isFirst) {
        if (isFirst) {
            return "o_rd_name";
        }
        if (this.isNumber(column)) {
            return "text-end text-nowrap";
        }
        return column.kind === "text" ? "o_rd_text text-truncate" : "";
    }

    hasChange(value) {
        return Number.isFinite(value);
    }

    textOf(row, { name, kind }) {
        return formatValue(row[name], kind, row.currency_id || this.props.currencyId);
    }

    classOf(row, { name, kind }) {
        if (kind !== "signed_percent") {
            return "";
        }
        return { 1: "text-success", "-1": "text-danger" }[Math.sign(row[name])] || "";
    }
}
