const STEPS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};

/**
 * Moves the focus through the cells of the matrix like through a spreadsheet. One cell
 * at a time can be reached with the tab key.
 */
export class MatrixKeyboard {
    /** @param {() => HTMLElement} getTable */
    constructor(getTable) {
        this.getTable = getTable;
        this.row = 0;
        this.column = 0;
    }

    cellAt(row, column) {
        return this.getTable()?.querySelector(
            `.o_rx_cell[data-row="${row}"][data-column="${column}"]`
        );
    }

    /** Make the current cell, or the nearest one left, the one the tab key reaches. */
    refresh() {
        const table = this.getTable();
        if (!table) {
            return;
        }
        for (const cell of table.querySelectorAll(".o_rx_cell[tabindex='0']")) {
            cell.tabIndex = -1;
        }
        const current = this.cellAt(this.row, this.column) || table.querySelector(".o_rx_cell");
        if (current) {
            current.tabIndex = 0;
        }
    }

    /** @param {HTMLElement} cell */
    setCurrent(cell) {
        this.row = Number(cell.dataset.row);
        this.column = Number(cell.dataset.column);
        this.refresh();
    }

    focus() {
        this.cellAt(this.row, this.column)?.focus();
    }

    /**
     * @param {KeyboardEvent} ev on a cell
     * @returns {boolean} whether the key was one of the matrix
     */
    handle(ev) {
        const cell = ev.target.closest(".o_rx_cell");
        if (!cell || ev.ctrlKey || ev.metaKey || ev.altKey) {
            return false;
        }
        if (ev.key === "Enter" || ev.key === " ") {
            cell.click();
            return true;
        }
        const next = this.findNext(cell, ev.key);
        next?.focus();
        return Boolean(next) || ev.key in STEPS;
    }

    findNext(cell, key) {
        const row = Number(cell.dataset.row);
        const column = Number(cell.dataset.column);
        const inRow = [...cell.parentElement.querySelectorAll(".o_rx_cell")];
        if (key === "Home") {
            return inRow[0];
        }
        if (key === "End") {
            return inRow[inRow.length - 1];
        }
        const step = STEPS[key];
        return step && this.cellAt(row + step[0], column + step[1]);
    }
}
