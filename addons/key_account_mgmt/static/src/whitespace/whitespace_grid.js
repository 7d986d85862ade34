import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatMonetary } from "@web/views/fields/formatters";

import { WhitespaceEditor } from "./whitespace_editor";

export const STATES = ["won", "pursued", "competitor", "potential"];
const EMPTY = {
    state: "empty",
    won: 0,
    pursued: 0,
    potential: 0,
    competitor: 0,
    competitor_id: false,
    note: "",
};

/** Departments × solutions: what is won, pursued, possible, or a competitor's. */
export class WhitespaceGrid extends Component {
    static template = "key_account_mgmt.WhitespaceGrid";
    static components = { WhitespaceEditor };
    static props = { keyAccountId: Number };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, isRollup: false, chosen: null });
        this.labels = {
            won: _t("Won"),
            pursued: _t("Pursued"),
            competitor: _t("Competitor"),
            potential: _t("Potential"),
            empty: _t("Empty"),
        };
        this.states = [...STATES, "empty"];
        onWillStart(() => this.load());
    }

    async load() {
        this.state.data = await this.orm.call(
            "key.account",
            "get_whitespace_data",
            [[this.props.keyAccountId]],
            { rollup: this.state.isRollup }
        );
    }

    toggleRollup() {
        this.state.isRollup = !this.state.isRollup;
        this.state.chosen = null;
        return this.load();
    }

    cell(row, solution) {
        return row.cells[solution.id] || EMPTY;
    }

    /** What a cell says beside its colour. */
    amount(cell) {
        if (cell.state === "competitor") {
            return cell.competitor_id ? cell.competitor_id[1] : this.labels.competitor;
        }
        return cell.state === "empty" ? "" : this.money(cell[cell.state]);
    }

    describe(row, solution) {
        const cell = this.cell(row, solution);
        const parts = STATES.filter((state) => cell[state]).map(
            (state) => `${this.labels[state]}: ${this.money(cell[state])}`
        );
        if (cell.competitor_id) {
            parts.push(cell.competitor_id[1]);
        }
        if (cell.note) {
            parts.push(cell.note);
        }
        const facts = parts.join(" · ") || this.labels.empty;
        return `${row.name} × ${solution.name}: ${facts}`;
    }

    money(amount) {
        return formatMonetary(amount, {
            currencyId: this.state.data.currency_id,
            digits: [16, amount >= 100000 ? 1 : 0],
            humanReadable: amount >= 100000,
        });
    }

    total(solution, state) {
        return (this.state.data.totals[solution.id] || EMPTY)[state] || 0;
    }

    isChosen(row, solution) {
        const { chosen } = this.state;
        return chosen && chosen.row === row && chosen.solution === solution;
    }

    choose(row, solution) {
        this.state.chosen = this.isChosen(row, solution) ? null : { row, solution };
    }

    // ------------------------------------------------------------------ actions

    get key() {
        const { row, solution } = this.state.chosen;
        return [[row.key_account_id], solution.id, row.department_id];
    }

    async save(values) {
        const { row, solution } = this.state.chosen;
        await this.orm.call("key.account", "set_whitespace_cell", [...this.key, values]);
        await this.load();
        const same = this.state.data.rows.find(
            (other) =>
                other.key_account_id === row.key_account_id &&
                other.department_id === row.department_id
        );
        const column = this.state.data.solutions.find((other) => other.id === solution.id);
        this.state.chosen = same && column ? { row: same, solution: column } : null;
    }

    async open(method) {
        const action = await this.orm.call("key.account", method, this.key);
        return this.action.doAction(action);
    }
}

registry.category("lazy_components").add("WhitespaceGrid", WhitespaceGrid);
