import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";

import { loadBundle } from "@web/core/assets";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { formatDay, formatTick, formatValue } from "./dashboard_format";

const LONG_DAYS = 200;

/** A figure over the period, as one line. */
export class DashboardTrend extends Component {
    static template = "relationship_network.DashboardTrend";
    static props = { trend: Object };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.trend]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get known() {
        return this.props.trend.points.filter(({ value }) => value !== null);
    }

    get days() {
        const { points } = this.props.trend;
        const [first, last] = [points[0], points[points.length - 1]];
        return deserializeDate(last.date).diff(deserializeDate(first.date), "days").days;
    }

    /** The line in words, for those who do not see it. */
    get description() {
        const { label, kind } = this.props.trend;
        const say = ({ date, value }) => `${formatDay(date)}: ${formatValue(value, kind)}`;
        const last = this.known.length - 1;
        return _t("%(label)s over time. %(first)s, %(last)s", {
            label,
            first: say(this.known[0]),
            last: say(this.known[last]),
        });
    }

    draw() {
        this.chart?.destroy();
        this.chart = this.canvas.el && new window.Chart(this.canvas.el, this.config);
    }

    get config() {
        const { kind, label, points } = this.props.trend;
        const style = getComputedStyle(this.canvas.el);
        const [accent, muted, border] = ["accent", "muted", "box-border"].map((name) =>
            style.getPropertyValue(`--o-rm-${name}`).trim()
        );
        const format = (value) => formatValue(value, kind);
        const isLong = this.days > LONG_DAYS;
        return {
            type: "line",
            data: {
                labels: points.map(({ date }) => formatTick(date, isLong)),
                datasets: [
                    {
                        label,
                        data: points.map(({ value }) => value),
                        borderColor: accent,
                        backgroundColor: `${accent}22`,
                        fill: kind === "signed_percent" ? "origin" : "start",
                        borderWidth: 2,
                        pointRadius: 0,
                        pointHoverRadius: 4,
                        pointHitRadius: 12,
                        cubicInterpolationMode: "monotone",
                        spanGaps: true,
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                interaction: { mode: "index", intersect: false },
                plugins: {
                    legend: { display: false },
                    tooltip: {
                        displayColors: false,
                        callbacks: {
                            title: ([{ dataIndex }]) => formatDay(points[dataIndex].date),
                            label: ({ raw }) => `${label}: ${format(raw)}`,
                        },
                    },
                },
                scales: {
                    x: {
                        border: { display: false },
                        grid: { display: false },
                        ticks: {
                            align: "inner",
                            autoSkipPadding: 16,
                            color: muted,
                            maxRotation: 0,
                            maxTicksLimit: 5,
                        },
                    },
                    y: {
                        border: { display: false },
                        grid: { color: border },
                        grace: "10%",
                        beginAtZero: kind !== "signed_percent",
                        ticks: { color: muted, maxTicksLimit: 4, callback: format, precision: 0 },
                    },
                },
            },
        };
    }
}
