import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { serializeDate, today } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";

import { closenessClass, formatPercent } from "../relationship_map/model/map_levels";
import { formatDay, TrendChart } from "./trend_chart";

const RANGES = {
    quarter: { label: _t("Quarter"), months: 3 },
    half: { label: _t("Half Year"), months: 6 },
    year: { label: _t("Year"), months: 12 },
    all: { label: _t("All") },
};

/** The trend of one map: the chart, and a small one for each department. */
export class TrendPanel extends Component {
    static template = "relationship_network.TrendPanel";
    static components = { TrendChart };
    static props = {
        mapId: Number,
        /** Given by the analysis screen, which shows the figures of now itself. */
        map: { type: Object, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ range: "year", departmentId: false, data: null, error: "" });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => this.load(next.mapId));
    }

    async load(mapId = this.props.mapId) {
        const { months } = RANGES[this.state.range];
        const from = months && serializeDate(today().minus({ months }));
        try {
            this.state.data = await this.keepLast.add(
                this.orm.call("relationship.map", "get_trend_data", [[mapId]], {
                    date_from: from || false,
                })
            );
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.error = error.data?.message || error.message;
        }
    }

    get ranges() {
        return Object.entries(RANGES).map(([key, { label }]) => ({
            key,
            label: String(label),
            active: key === this.state.range,
        }));
    }

    setRange(range) {
        this.state.range = range;
        return this.load();
    }

    /** Choose a department, or the map again. */
    toggleDepartment(id) {
        this.state.departmentId = this.state.departmentId === id ? false : id;
    }

    get chosenDepartment() {
        return this.state.data.departments.find(({ id }) => id === this.state.departmentId);
    }

    get shown() {
        return this.chosenDepartment || { name: _t("Everybody"), points: this.state.data.points };
    }

    get departments() {
        return this.state.data.departments.map((department) => ({
            ...department,
            ...this.change(department.points),
            chosen: department.id === this.state.departmentId,
        }));
    }

    /** From the first to the last point, ready to show. */
    change(points) {
        const [first, last] = [points[0], points[points.length - 1]];
        const difference = Math.round(last.closeness) - Math.round(first.closeness);
        return {
            since: formatDay(first.date),
            then: formatPercent(first.closeness, { signed: true }),
            now: formatPercent(last.closeness, { signed: true }),
            thenClass: closenessClass(first.closeness),
            nowClass: closenessClass(last.closeness),
            difference:
                difference > 0
                    ? _t("%s points up", difference)
                    : difference < 0
                      ? _t("%s points down", -difference)
                      : _t("unchanged"),
            differenceClass:
                difference > 0 ? "text-success" : difference < 0 ? "text-danger" : "text-muted",
            icon: difference > 0 ? "fa-arrow-up" : difference < 0 ? "fa-arrow-down" : "fa-minus",
            supportersThen: first.supporters,
            supportersNow: last.supporters,
            opponentsThen: first.opponents,
            opponentsNow: last.opponents,
        };
    }

    get headline() {
        return this.change(this.shown.points);
    }

    openSnapshots() {
        return this.action.doAction("relationship_network.relationship_snapshot_action", {
            additionalContext: { search_default_map_id: this.props.mapId },
        });
    }
}

registry.category("lazy_components").add("RelationshipTrend", TrendPanel);
registry.category("relationship_analysis_tabs").add("trend", {
    label: _t("Trend"),
    sequence: 40,
    Component: TrendPanel,
});
