import { Component, onWillStart, useState } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatFloat } from "@web/views/fields/formatters";

import { ChartCanvas } from "@key_account_mgmt/forecast/chart_canvas";

const COLORS = { hours: "#714b67", worth: "#1f77b4", even: "#adb5bd" };

/** The presales desk in a quarter: use, response, hours, results and fairness. */
export class PresalesDashboard extends Component {
    static template = "presales_dispatch.PresalesDashboard";
    static components = { ChartCanvas, Layout };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ data: null });
        onWillStart(() => this.load(false));
    }

    async load(date) {
        this.state.data = await this.keepLast.add(
            this.orm.call("presales.dashboard", "get_data", [], { date })
        );
    }

    /** Moves by whole quarters. */
    move(quarters) {
        const day = deserializeDate(this.state.data.date_from).plus({
            months: 3 * quarters,
        });
        return this.load(day.toISODate());
    }

    get title() {
        const { date_from, date_to } = this.state.data;
        return _t("%(first)s to %(last)s", {
            first: formatDate(deserializeDate(date_from)),
            last: formatDate(deserializeDate(date_to)),
        });
    }

    get xlsxUrl() {
        return `/presales_dispatch/desk.xlsx?date=${this.state.data.date_from}`;
    }

    number(value, digits = 0) {
        return value === false || value === null
            ? "–"
            : formatFloat(value, { digits: [false, digits] });
    }

    percent(value) {
        return value === false || value === null ? "–" : `${this.number(value)} %`;
    }

    winText(rate) {
        const counts = _t("%(won)s of %(cases)s won", { won: rate.won, cases: rate.cases });
        if (rate.percent === null) {
            return _t("%s: too few for a rate", counts);
        }
        return _t("%(counts)s; with 95 % certainty between %(low)s and %(high)s %", {
            counts,
            low: this.number(rate.low),
            high: this.number(rate.high),
        });
    }

    get winRates() {
        const { supported, unsupported } = this.state.data.results;
        return [
            { label: _t("With presales"), rate: supported },
            { label: _t("Without"), rate: unsupported },
        ];
    }

    get correlations() {
        const { worth, seller } = this.state.data.fairness;
        return [
            { label: _t("Hours and worth"), value: worth },
            { label: _t("Hours and salesperson"), value: seller },
        ];
    }

    get mismatches() {
        const { over, under } = this.state.data.fairness;
        return [
            { title: _t("More than their worth"), rows: over },
            { title: _t("Less than their worth"), rows: under },
        ].filter((list) => list.rows.length);
    }

    /** A bar from the middle: left below 0, right above. */
    correlationStyle(value) {
        const width = Math.abs(value) * 50;
        return `left: ${value < 0 ? 50 - width : 50}%; width: ${width}%`;
    }

    get tiersConfig() {
        const { tiers } = this.state.data;
        return {
            type: "bar",
            data: {
                labels: tiers.map((row) => row.tier),
                datasets: [
                    {
                        label: _t("Hours"),
                        data: tiers.map((row) => row.hours),
                        backgroundColor: COLORS.hours,
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: { legend: { display: false } },
            },
        };
    }

    get lorenzConfig() {
        const { hours, worth } = this.state.data.fairness.lorenz;
        const line = (label, points, color, dashed) => ({
            label,
            data: points.map(([x, y]) => ({ x: 100 * x, y: 100 * y })),
            borderColor: color,
            backgroundColor: color,
            borderDash: dashed ? [5, 4] : [],
            pointRadius: 0,
            borderWidth: 2,
        });
        const percent = (value) => `${value} %`;
        const even = [
            [0, 0],
            [1, 1],
        ];
        return {
            type: "line",
            data: {
                datasets: [
                    line(_t("Hours"), hours, COLORS.hours, false),
                    line(_t("Worth"), worth, COLORS.worth, false),
                    line(_t("All the same"), even, COLORS.even, true),
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: { legend: { position: "bottom" } },
                scales: {
                    x: {
                        type: "linear",
                        min: 0,
                        max: 100,
                        title: { display: true, text: _t("Share of the opportunities") },
                        ticks: { callback: percent },
                    },
                    y: { min: 0, max: 100, ticks: { callback: percent } },
                },
            },
        };
    }

    openLead(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("lazy_components").add("PresalesDashboard", PresalesDashboard);
