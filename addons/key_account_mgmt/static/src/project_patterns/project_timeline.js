import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

const STEP_CLASSES = {
    initiated: "bg-secondary",
    tender: "bg-info",
    bid: "bg-warning",
    award: "bg-success",
};
// The axis has about this many labels.
const TICKS = 6;

/** Projects laid over each other from their first day, in months. */
export class ProjectTimeline extends Component {
    static template = "key_account_mgmt.ProjectTimeline";
    static props = { timeline: Object };

    get months() {
        return Math.max(this.props.timeline.months, 1);
    }

    get ticks() {
        const step = Math.max(1, Math.ceil(this.months / TICKS));
        const ticks = [];
        for (let month = 0; month <= this.months; month += step) {
            ticks.push({ month, style: this.place(month) });
        }
        return ticks;
    }

    get legend() {
        const steps = new Map();
        for (const row of this.props.timeline.rows) {
            for (const point of row.points) {
                steps.set(point.step, point.label);
            }
        }
        return Object.keys(STEP_CLASSES)
            .filter((step) => steps.has(step))
            .map((step) => ({ step, label: steps.get(step), className: STEP_CLASSES[step] }));
    }

    get monthsLabel() {
        return _t("months");
    }

    place(months) {
        return `left: ${(100 * months) / this.months}%`;
    }

    barStyle(row) {
        const places = row.points.map((point) => point.months);
        const first = Math.min(...places);
        const width = (100 * (Math.max(...places) - first)) / this.months;
        return `left: ${(100 * first) / this.months}%; width: ${width}%`;
    }

    pointClass(row, point) {
        const isExpected = row.is_expected && point.step === "award";
        return isExpected
            ? "border border-2 border-success bg-view"
            : STEP_CLASSES[point.step];
    }

    pointTitle(row, point) {
        const title = `${point.label}: ${point.date}`;
        return row.is_expected && point.step === "award"
            ? _t("%s (expected from the earlier ones)", title)
            : title;
    }
}
