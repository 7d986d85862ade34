import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { fitText, textWidth } from "../card/text_fit";
import { closenessClass, formatPercent } from "../model/map_levels";
import { BOX } from "../layout/layout_constants";

const COLUMN_TITLES = {
    own: _t("Our people"),
    external: _t("External people"),
    absent: _t("Not on this map"),
};

/** Departments and side columns: the ground the cards stand on. */
export class MapBoxes extends Component {
    static template = "relationship_network.MapBoxes";
    static props = {
        model: Object,
        layout: Object,
        /** Lines run between the ground and the heads. */
        part: { validate: (part) => ["ground", "heads"].includes(part) },
    };

    get departments() {
        return departmentViews(this.props.model, this.props.layout);
    }

    get columns() {
        return columnViews(this.props.layout);
    }
}

/**
 * @param {Object} model
 * @param {Object} layout
 * @returns {Object[]} what to draw for each department, parents first
 */
export function departmentViews(model, layout) {
    return layout.departments.map((box) => {
        const department = model.departmentsById.get(box.id);
        const figure =
            department.closeness === false
                ? ""
                : formatPercent(department.closeness, { signed: true });
        const figureWidth = figure ? textWidth(figure, 11, 600) + 14 : 0;
        const left = 34 + (department.is_key ? 18 : 0);
        return {
            ...box,
            department,
            figure,
            figureWidth,
            figureClass: closenessClass(department.closeness),
            nameX: left,
            name: fitText(department.name, box.w - left - figureWidth - 16, 14, 600),
            briefName: fitText(department.name, box.w - left - figureWidth - 16, 22, 600),
            farSize: farSize(box, department.name),
        };
    });
}

/** Font size of a name that is read from afar: as large as its box allows. */
function farSize(box, name) {
    const byWidth = ((box.w - 28) * 10) / Math.max(1, textWidth(name, 10, 600));
    return Math.max(20, Math.min(byWidth, box.h * 0.3, box.depth ? 90 : 150));
}

/** @returns {Object[]} what to draw for the columns beside the tree */
export function columnViews(layout) {
    return layout.columns.map((column) => {
        const title = String(COLUMN_TITLES[column.kind]);
        const width = column.w - 2 * BOX.padding;
        return {
            ...column,
            title: fitText(title, width, 14, 600),
            briefTitle: fitText(title, width, 22, 600),
        };
    });
}
