import { Component, onWillStart, useState } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatMonetary, formatPercentage } from "@web/views/fields/formatters";

import { ChartCanvas } from "./chart_canvas";

const COLORS = {
    won: "#28a745",
    commit: "#1f77b4",
    best_case: "#6baed6",
    pipeline: "#c6dbef",
    omitted: "#d9d9d9",
    up: "#28a745",
    down: "#dc3545",
    total: "#6c757d",
};

/** What a quarter will bring: categories, weeks, what changed, and who was right. */
export class SalesForecast extends Component {
    static template = "key_account_mgmt.SalesForecast";
    static components = { ChartCanvas, Layout };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ data: null, teamId: false, by: "user_id", date: false });
        this.splits = [
            ["user_id", _t("Salesperson")],
            ["team_id", _t("Sales Team")],
            ["tier_code", _t("Tier")],
        ];
        onWillStart(() => this.load());
    }

    async load() {
        const { teamId, by, date } = this.state;
        this.state.data = await this.keepLast.add(
            this.orm.call("crm.forecast", "get_data", [], { team_id: teamId, by, date })
        );
    }

    setTeam(ev) {
        this.state.teamId = Number(ev.target.value) || false;
        return this.load();
    }

    setSplit(ev) {
        this.state.by = ev.target.value;
        return this.load();
    }

    /** Moves to a day of the quarter before or after. */
    move(quarters) {
        const day = deserializeDate(this.state.data.date_from).plus({ months: 3 * quarters });
        this.state.date = day.plus({ months: 3 }).minus({ days: 1 }).toISODate();
        return this.load();
    }

    // -------------------------------------------------------------------- words

    get title() {
        const { date_from, date_to } = this.state.data;
        return _t("%(first)s to %(last)s", {
            first: this.day(date_from),
            last: this.day(date_to),
        });
    }

    day(text) {
        return formatDate(deserializeDate(text));
    }

    money(amount) {
        const isLarge = Math.abs(amount) >= 100000;
        return formatMonetary(amount, {
            currencyId: this.state.data.currency_id,
            digits: [16, isLarge ? 1 : 0],
            humanReadable: isLarge,
        });
    }

    percent(value) {
        return value === false ? "–" : formatPercentage(value / 100, { digits: [false, 0] });
    }

    get waterfallTitle() {
        const { date_from, date_to } = this.state.data.waterfall;
        return _t("What changed from %(first)s to %(last)s", {
            first: this.day(date_from),
            last: this.day(date_to),
        });
    }

    // ------------------------------------------------------------------- charts

    get weeksConfig() {
        const { weeks } = this.state.data;
        const line = (name, label, color, dashed = false) => ({
            type: "line",
            label,
            data: weeks.map((week) => week[name]),
            borderColor: color,
            backgroundColor: color,
            borderDash: dashed ? [5, 4] : [],
            tension: 0.2,
            pointRadius: 2,
        });
        return {
            data: {
                labels: weeks.map((week) => this.day(week.date)),
                datasets: [
                    line("won", _t("Won so far"), COLORS.won),
                    line("commit", _t("Commit"), COLORS.commit),
                    line("weighted", _t("Weighted by probability"), COLORS.total, true),
                ],
            },
            options: this.options(true),
        };
    }

    get waterfallConfig() {
        const { start, steps, end } = this.state.data.waterfall;
        let level = start;
        const bars = [{ label: _t("Open then"), range: [0, start], color: COLORS.total }];
        for (const step of steps) {
            const next = level + step.amount;
            bars.push({
                label: step.label,
                range: [level, next],
                color: step.amount < 0 ? COLORS.down : COLORS.up,
            });
            level = next;
        }
        bars.push({ label: _t("Open now"), range: [0, end], color: COLORS.total });
        return {
            type: "bar",
            data: {
                labels: bars.map((bar) => bar.label),
                datasets: [
                    {
                        data: bars.map((bar) => bar.range),
                        backgroundColor: bars.map((bar) => bar.color),
                    },
                ],
            },
            options: this.options(false),
        };
    }

    options(hasLegend) {
        return {
            animation: false,
            maintainAspectRatio: false,
            plugins: {
                legend: { display: hasLegend, position: "bottom" },
                tooltip: {
                    callbacks: {
                        label: (item) => {
                            const value = Array.isArray(item.raw)
                                ? item.raw[1] - item.raw[0]
                                : item.raw;
                            return `${item.dataset.label || item.label}: ${this.money(value)}`;
                        },
                    },
                },
            },
            scales: { y: { ticks: { callback: (value) => this.money(value) } } },
        };
    }

    barStyle(category) {
        const most = Math.max(...this.state.data.categories.map((item) => item.amount), 1);
        const width = Math.round((100 * category.amount) / most);
        return `width: ${width}%; background-color: ${COLORS[category.category]}`;
    }

    openSnapshots() {
        return this.action.doAction("key_account_mgmt.crm_forecast_snapshot_action");
    }
}

registry.category("lazy_components").add("SalesForecast", SalesForecast);
