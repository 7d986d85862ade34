import { Component, onWillStart, useState } from "@odoo/owl";

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";

import { LevelIcon } from "../../relationship_map/card/level_icon";
import { closenessClass, formatPercent } from "../../relationship_map/model/map_levels";
import { analysisTabs } from "../analysis";

const PERIODS = [
    [30, _t("30 days")],
    [90, _t("Quarter")],
    [365, _t("Year")],
];

/** Departments and people in one table: how close they are, and what changed. */
export class ClosenessDetail extends Component {
    static template = "relationship_network.ClosenessDetail";
    static components = { DateTimeInput, LevelIcon };
    static props = { mapId: Number, map: Object };

    periods = PERIODS;

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.today = luxon.DateTime.now().startOf("day");
        this.state = useState({ date: this.daysAgo(90), data: null, folded: new Set() });
        onWillStart(() => this.load());
    }

    daysAgo(days) {
        return this.today.minus({ days });
    }

    async load() {
        this.state.data = await this.orm.call("relationship.map", "get_closeness_detail", [
            [this.props.mapId],
            serializeDate(this.state.date),
        ]);
    }

    setDate(date) {
        if (date) {
            this.state.date = date;
            return this.load();
        }
    }

    isPeriod(days) {
        return this.state.date.hasSame(this.daysAgo(days), "day");
    }

    // --------------------------------------------------------------------- rows

    get rows() {
        return this.state.data.rows;
    }

    /** The rows that no folded row above hides. */
    get shownRows() {
        const { folded } = this.state;
        const hidden = new Set();
        return this.rows.filter(({ key, parent }) => {
            const isHidden = folded.has(parent) || hidden.has(parent);
            if (isHidden) {
                hidden.add(key);
            }
            return !isHidden;
        });
    }

    get foldable() {
        return this.rows.filter(({ kind }) => this.canFold({ kind })).map(({ key }) => key);
    }

    canFold({ kind }) {
        return kind === "department" || kind === "group";
    }

    toggle({ key }) {
        const { folded } = this.state;
        if (!folded.delete(key)) {
            folded.add(key);
        }
    }

    toggleAll() {
        const { folded } = this.state;
        if (folded.size) {
            folded.clear();
        } else {
            this.foldable.forEach((key) => folded.add(key));
        }
    }

    // ------------------------------------------------------------------- values

    get thenLabel() {
        return formatDate(this.state.date);
    }

    levelLabel(level) {
        return this.state.data.levels.find(([key]) => key === level)?.[1] || _t("Not assessed");
    }

    keyTitle({ is_key }) {
        return is_key ? _t("Key department") : _t("Key player");
    }

    number(value) {
        return formatFloat(value, { digits: [16, 2], trailingZeros: false });
    }

    percent(value, signed = true) {
        return value === false ? "" : formatPercent(value, { signed });
    }

    chip(value) {
        return closenessClass(value);
    }

    date(value) {
        return value ? formatDate(deserializeDate(value)) : "";
    }

    changeClass(change) {
        return { 1: "text-success", "-1": "text-danger" }[Math.sign(Math.round(change))] || "";
    }

    changeIcon(change) {
        return { 1: "fa-arrow-up", "-1": "fa-arrow-down" }[Math.sign(Math.round(change))];
    }

    // ------------------------------------------------------------------ actions

    openPerson({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "relationship.stakeholder",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async download() {
        this.action.doAction(
            await this.orm.call("relationship.map", "action_export_closeness_detail", [
                [this.props.mapId],
                serializeDate(this.state.date),
            ])
        );
    }
}

analysisTabs.add("closeness_detail", {
    label: _t("Closeness Detail"),
    sequence: 10,
    Component: ClosenessDetail,
});
