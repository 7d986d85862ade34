import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatPercentage } from "@web/views/fields/formatters";

import {
    LEVEL_CLASSES,
    LEVEL_SYMBOLS,
} from "@relationship_network/fields/level_field";

const VERDICT_CLASSES = {
    yes: "text-bg-success",
    open: "text-bg-warning",
    no: "text-bg-danger",
};

/** Factors × parties: a click answers, a second click takes the answer back. */
export class PursuitMatrix extends Component {
    static template = "key_account_mgmt.PursuitMatrix";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.verdicts = { yes: _t("Yes"), open: _t("Open"), no: _t("No") };
    }

    get matrix() {
        return this.props.record.data[this.props.name];
    }

    get isFinished() {
        return this.props.record.data.state === "done";
    }

    verdictClass(question) {
        return VERDICT_CLASSES[question.verdict];
    }

    percent(score) {
        return score.percent === false
            ? "–"
            : formatPercentage(score.percent / 100, { digits: [false, 0] });
    }

    answered(score) {
        return _t("%(answered)s of %(asked)s answered", score);
    }

    symbol(points) {
        return LEVEL_SYMBOLS[points];
    }

    cellClass(points, cell) {
        const state = cell.points === points ? "" : "o_level_off";
        return `o_level_${LEVEL_CLASSES[points]} ${state}`;
    }

    pointLabel(cell) {
        return Object.fromEntries(this.matrix.points)[cell.points];
    }

    cellLabel(factor, party, label) {
        return `${factor.name}, ${party.name}: ${label}`;
    }

    isOn(cell, points) {
        return String(cell.points === points);
    }

    async answer(factor, cell, points) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const next = cell.points === points ? false : points;
        await this.orm.call("crm.pursuit.assessment", "set_points", [
            [record.resId],
            factor.id,
            cell.party,
            next,
        ]);
        await record.load();
    }
}

registry.category("fields").add("pursuit_matrix", {
    component: PursuitMatrix,
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "state", type: "selection" }],
});
