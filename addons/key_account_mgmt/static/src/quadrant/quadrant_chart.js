import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";

import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";

export const CLASS_COLORS = { A: "#28a745", B: "#17a2b8", C: "#f0ad4e", D: "#8a8f98" };
const SMALLEST = 4;
const LARGEST = 16;

/** Accounts as points: contribution across, potential upwards, thresholds as lines. */
export class QuadrantChart extends Component {
    static template = "key_account_mgmt.QuadrantChart";
    static props = {
        points: Array,
        thresholds: Object,
        isLogarithmic: Boolean,
        /** "none", "closeness" or "contribution". */
        size: String,
        money: Function,
        onOpen: Function,
    };

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvasRef.el, this.config);
                return () => chart.destroy();
            },
            () => [this.props.points, this.props.isLogarithmic, this.props.size]
        );
    }

    get label() {
        return _t("%s accounts by contribution and potential; the table below says the same.", [
            this.props.points.length,
        ]);
    }

    /** A logarithm has no zero: nothing stands at the edge. */
    value(amount) {
        return this.props.isLogarithmic ? Math.max(amount, 100) : amount;
    }

    radius(point, largest) {
        if (this.props.size === "contribution") {
            return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(point.contribution / largest);
        }
        if (this.props.size === "closeness") {
            const share = point.closeness === false ? 0 : (point.closeness + 200) / 400;
            return SMALLEST + (LARGEST - SMALLEST) * share;
        }
        return SMALLEST + 2;
    }

    get datasets() {
        const { points } = this.props;
        const largest = Math.max(...points.map((point) => point.contribution), 1);
        return Object.entries(CLASS_COLORS).map(([name, color]) => {
            const own = points.filter((point) => point.account_class === name);
            return {
                label: name,
                data: own.map((point) => ({
                    x: this.value(point.contribution),
                    y: this.value(point.potential),
                    point,
                })),
                pointRadius: own.map((point) => this.radius(point, largest)),
                pointHoverRadius: own.map((point) => this.radius(point, largest) + 2),
                pointStyle: own.map((point) => (point.is_key_account ? "circle" : "triangle")),
                backgroundColor: `${color}b3`,
                borderColor: color,
            };
        });
    }

    get config() {
        const { money, onOpen } = this.props;
        const type = this.props.isLogarithmic ? "logarithmic" : "linear";
        const axis = (title) => ({
            type,
            title: { display: true, text: title },
            ticks: { callback: (value) => money(value), maxTicksLimit: 8 },
        });
        return {
            type: "scatter",
            data: { datasets: this.datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                onClick: (ev, elements, chart) => {
                    if (elements.length) {
                        const { datasetIndex, index } = elements[0];
                        onOpen(chart.data.datasets[datasetIndex].data[index].point.id);
                    }
                },
                onHover: (ev, elements) => {
                    ev.native.target.style.cursor = elements.length ? "pointer" : "default";
                },
                plugins: {
                    legend: { display: false },
                    tooltip: { callbacks: { label: (item) => this.describe(item.raw.point) } },
                },
                scales: { x: axis(_t("Contribution")), y: axis(_t("Potential per year")) },
            },
            plugins: [this.quadrants, this.ways],
        };
    }

    describe(point) {
        return [
            `${point.name} (${point.account_class})`,
            _t("Potential: %s", this.props.money(point.potential)),
            _t("Contribution: %s", this.props.money(point.contribution)),
            ...(point.manager ? [point.manager] : []),
        ];
    }

    /** The threshold lines, and the letters of the four quadrants. */
    get quadrants() {
        const { thresholds } = this.props;
        return {
            id: "quadrants",
            beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
                const { left, right, top, bottom } = chartArea;
                const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
                const x = clamp(
                    scales.x.getPixelForValue(this.value(thresholds.contribution)),
                    left,
                    right
                );
                const y = clamp(
                    scales.y.getPixelForValue(this.value(thresholds.potential)),
                    top,
                    bottom
                );
                ctx.save();
                ctx.strokeStyle = "#8a8f98";
                ctx.setLineDash([6, 4]);
                ctx.beginPath();
                ctx.moveTo(x, top);
                ctx.lineTo(x, bottom);
                ctx.moveTo(left, y);
                ctx.lineTo(right, y);
                ctx.stroke();
                ctx.font = "bold 28px sans-serif";
                ctx.textBaseline = "middle";
                ctx.textAlign = "center";
                const letters = [
                    ["A", right - 22, top + 22],
                    ["C", left + 22, top + 22],
                    ["B", right - 22, bottom - 22],
                    ["D", left + 22, bottom - 22],
                ];
                for (const [name, atX, atY] of letters) {
                    ctx.fillStyle = `${CLASS_COLORS[name]}66`;
                    ctx.fillText(name, atX, atY);
                }
                ctx.restore();
            },
        };
    }

    /** Where the accounts came from, as thin lines. */
    get ways() {
        return {
            id: "ways",
            beforeDatasetsDraw: ({ ctx, data, scales }) => {
                ctx.save();
                ctx.strokeStyle = "#8a8f98aa";
                ctx.fillStyle = "#8a8f98";
                for (const { point, x, y } of data.datasets.flatMap((set) => set.data)) {
                    if (!point.before) {
                        continue;
                    }
                    const fromX = scales.x.getPixelForValue(this.value(point.before.contribution));
                    const fromY = scales.y.getPixelForValue(this.value(point.before.potential));
                    ctx.beginPath();
                    ctx.moveTo(fromX, fromY);
                    ctx.lineTo(scales.x.getPixelForValue(x), scales.y.getPixelForValue(y));
                    ctx.stroke();
                    ctx.beginPath();
                    ctx.arc(fromX, fromY, 2.5, 0, 2 * Math.PI);
                    ctx.fill();
                }
                ctx.restore();
            },
        };
    }
}
