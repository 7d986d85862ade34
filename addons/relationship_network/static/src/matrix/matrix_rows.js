import { onWillRender } from "@odoo/owl";

import { useVirtualGrid } from "@web/core/virtual_grid_hook";

/** Heights in pixels, so that rows out of sight need not be drawn to know their place. */
const HEIGHTS = { group: 36, person: 48 };

/**
 * The rows of the matrix that are in sight or near it.
 *
 * @param {import("./matrix_model").MatrixModel} model reactive
 * @param {{ el: HTMLElement }} scrollableRef
 */
export function useMatrixRows(model, scrollableRef) {
    const grid = useVirtualGrid({ scrollableRef, bufferCoef: 0.5 });
    const matrix = { view: null, rows: [], spaceBefore: 0, spaceAfter: 0 };
    let all = [];
    let shownData = null;
    let shownKey = "";
    onWillRender(() => {
        if (!model.data) {
            return;
        }
        const key = JSON.stringify([model.filters, model.added.length]);
        if (model.data !== shownData || key !== shownKey) {
            shownData = model.data;
            shownKey = key;
            matrix.view = model.getView();
            all = flatten(matrix.view.groups);
            grid.setRowsHeights(all.map(({ height }) => height));
        }
        const [first = 0, last = -1] = grid.rowsIndexes || [];
        matrix.rows = all.slice(first, last + 1);
        matrix.spaceBefore = sumHeights(all.slice(0, first));
        matrix.spaceAfter = sumHeights(all.slice(last + 1));
    });
    return matrix;
}

function flatten(groups) {
    const rows = [];
    let number = 0;
    for (const group of groups) {
        rows.push({ key: group.key, group, height: HEIGHTS.group });
        for (const person of group.people) {
            rows.push({ key: person.id, person, number: number++, height: HEIGHTS.person });
        }
    }
    return rows;
}

function sumHeights(rows) {
    return rows.reduce((sum, { height }) => sum + height, 0);
}
