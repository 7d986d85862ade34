import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";

import { loadBundle } from "@web/core/assets";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { formatPercent } from "../relationship_map/model/map_levels";

const CLOSENESS_LIMIT = 200;

/** "5 Mar 2026" in the user's format. */
export function formatDay(date) {
    return formatDate(deserializeDate(date));
}

/**
 * Closeness over time, with the supporters and opponents beside it.
 *
 * A point is what `relationship.map.get_trend_data` and `relationship.snapshot.get_trend`
 * return. Screen readers get the first and the last point in words, and a table.
 */
export class TrendChart extends Component {
    static template = "relationship_network.TrendChart";
    static props = {
        points: Array,
        /** What the chart is about, for screen readers. */
        title: String,
        /** Without axes and people, for a row of small charts. */
        compact: { type: Boolean, optional: true },
        className: { type: String, optional: true },
    };
    static defaultProps = { compact: false, className: "" };

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvasRef.el, this.config);
                return () => chart.destroy();
            },
            () => [this.props.points, this.props.compact]
        );
    }

    get summary() {
        const { points, title } = this.props;
        if (!points.length) {
            return _t("%s: no day has been kept yet.", title);
        }
        const [first, last] = [points[0], points[points.length - 1]];
        return _t("%(title)s: closeness %(then)s on %(first)s, %(now)s on %(last)s.", {
            title,
            then: formatPercent(first.closeness, { signed: true }),
            first: formatDay(first.date),
            now: formatPercent(last.closeness, { signed: true }),
            last: formatDay(last.date),
        });
    }

    get rows() {
        return this.props.points.map((point) => ({
            ...point,
            day: formatDay(point.date),
            closeness: formatPercent(point.closeness, { signed: true }),
            coverage: formatPercent(point.coverage),
        }));
    }

    // ---------------------------------------------------------------- Chart.js

    color(name) {
        return getComputedStyle(document.documentElement).getPropertyValue(`--o-rm-${name}`);
    }

    get config() {
        return {
            data: { datasets: this.datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                interaction: { mode: "index", intersect: false },
                plugins: {
                    legend: {
                        display: !this.props.compact,
                        labels: { color: this.color("text"), usePointStyle: true },
                    },
                    tooltip: {
                        callbacks: {
                            title: (items) => this.tooltipTitle(items),
                            label: (item) => this.tooltipLabel(item),
                            footer: (items) => this.tooltipFooter(items),
                        },
                    },
                },
                scales: this.scales,
            },
        };
    }

    get datasets() {
        const line = {
            type: "line",
            label: _t("Closeness"),
            data: this.series("closeness"),
            yAxisID: "closeness",
            borderColor: this.color("accent"),
            backgroundColor: this.color("accent"),
            borderWidth: this.props.compact ? 2 : 3,
            pointRadius: this.props.points.length > 60 || this.props.compact ? 0 : 2,
            pointStyle: "line",
            tension: 0.2,
            order: 0,
        };
        if (this.props.compact) {
            return [line];
        }
        return [
            line,
            this.people(_t("Supporters"), this.series("supporters"), "pp", "rect"),
            this.people(
                _t("Opponents"),
                this.series("opponents").map(({ x, y }) => ({ x, y: -y })),
                "mm",
                "rect"
            ),
        ];
    }

    /** People fill the area above and below the zero line, in steps. */
    people(label, data, color, pointStyle) {
        return {
            type: "line",
            label,
            data,
            yAxisID: "people",
            stepped: "before",
            fill: "origin",
            borderColor: this.color(color),
            backgroundColor: this.fade(this.color(color)),
            borderWidth: 1,
            pointRadius: 0,
            pointStyle,
            order: 1,
        };
    }

    fade(color) {
        return `color-mix(in srgb, ${color.trim()} 22%, transparent)`;
    }

    series(name) {
        return this.props.points.map((point) => ({
            x: point.date,
            y: point[name] === false ? null : point[name],
        }));
    }

    get scales() {
        const { compact } = this.props;
        const muted = this.color("muted");
        const counts = this.props.points.flatMap((p) => [p.supporters, p.opponents]);
        const half = Math.ceil(Math.max(1, ...counts) / 2);
        const scales = {
            x: {
                type: "time",
                display: !compact,
                time: { minUnit: "day", tooltipFormat: "DD" },
                ticks: { color: muted, maxRotation: 0, autoSkipPadding: 16 },
                grid: { display: false },
            },
            closeness: {
                min: -CLOSENESS_LIMIT,
                max: CLOSENESS_LIMIT,
                ticks: {
                    display: !compact,
                    color: muted,
                    stepSize: 100,
                    callback: (value) => formatPercent(value, { signed: true }),
                },
                border: { display: false },
                grid: {
                    drawTicks: false,
                    color: ({ tick }) =>
                        tick?.value === 0 ? muted : this.color("box-border"),
                    lineWidth: ({ tick }) => (tick?.value === 0 ? 1.5 : compact ? 0 : 0.5),
                },
                title: { display: !compact, text: _t("Closeness"), color: muted },
            },
        };
        if (!compact) {
            scales.people = {
                position: "right",
                // Zero lies where the zero of the closeness lies.
                min: -2 * half,
                max: 2 * half,
                ticks: {
                    color: muted,
                    stepSize: half,
                    callback: (value) => Math.abs(value),
                },
                border: { display: false },
                grid: { display: false },
                title: { display: true, text: _t("People"), color: muted },
            };
        }
        return scales;
    }

    tooltipTitle([item]) {
        const point = item && this.props.points[item.dataIndex];
        if (!point) {
            return "";
        }
        const day = formatDay(point.date);
        if (point.occasion === "closed") {
            return _t("%s, the opportunity was closed", day);
        }
        return point.occasion === "now" ? _t("%s, now", day) : day;
    }

    tooltipLabel({ dataset, raw }) {
        const value =
            dataset.yAxisID === "closeness"
                ? formatPercent(raw.y ?? false, { signed: true })
                : Math.abs(raw.y);
        return `${dataset.label}: ${value}`;
    }

    tooltipFooter([item]) {
        const point = item && this.props.points[item.dataIndex];
        if (!point || this.props.compact) {
            return "";
        }
        return [
            _t("Neutral: %s", point.neutral),
            _t("Not assessed: %s", point.unassessed),
            _t("Coverage: %s", formatPercent(point.coverage)),
        ];
    }
}
