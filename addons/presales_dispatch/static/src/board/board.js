import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";

const { DateTime } = luxon;
const SHIFTS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const ALL = 1000;

/**
 * The queue beside people × weeks. A request is dragged onto a person's week, or picked
 * with Enter and put down with the arrow keys and Enter.
 */
export class PresalesBoard extends Component {
    static template = "presales_dispatch.Board";
    static components = { Layout };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.root = useRef("root");
        this.state = useState({
            data: null,
            date: false,
            centerId: false,
            booking: "soft",
            search: "",
            pickedId: false,
            over: "",
            ranking: null,
        });
        this.bookings = [
            ["soft", _t("Plan (soft)")],
            ["firm", _t("Book (firm)")],
        ];
        this.isByKeyboard = false;
        onWillStart(() => this.load());
        // The rows move when the ranking comes: only then the best one takes the focus.
        useEffect(
            (ranking) => {
                if (ranking && this.isByKeyboard) {
                    this.isByKeyboard = false;
                    this.focusCell(0, 0);
                }
            },
            () => [this.state.ranking]
        );
    }

    focusCell(row, column) {
        this.root.el.querySelector(`[data-row="${row}"][data-column="${column}"]`)?.focus();
    }

    async load() {
        const { date, centerId } = this.state;
        this.state.data = await this.keepLast.add(
            this.orm.call("presales.request", "get_board", [], { date, center_id: centerId })
        );
    }

    get people() {
        const text = this.state.search.toLowerCase();
        const people = this.state.data.people.filter(
            (person) => !text || `${person.name} ${person.center}`.toLowerCase().includes(text)
        );
        const { ranking } = this.state;
        if (!ranking) {
            return people;
        }
        const points = (person) => ranking.points[person.id] ?? -1;
        return [...people].sort((one, other) => points(other) - points(one));
    }

    get picked() {
        return this.state.data.queue.find((request) => request.id === this.state.pickedId);
    }

    get hint() {
        return this.picked
            ? _t("“%s”: choose a week with the arrow keys, Enter books, Escape puts back.", this.picked.name)
            : _t("Drag a request onto a person's week, or press Enter on it.");
    }

    weekLabel(week) {
        return DateTime.fromISO(week.start).toLocaleString({ month: "short", day: "numeric" });
    }

    use(cell) {
        return cell.capacity ? Math.round((100 * (cell.firm + cell.soft)) / cell.capacity) : null;
    }

    isOverloaded(cell) {
        return cell.firm + cell.soft > cell.capacity + 0.05;
    }

    cellLabel(person, week, cell) {
        const label = _t("%(name)s, week of %(week)s: %(firm)s h firm and %(soft)s h soft of %(capacity)s h", {
            name: person.name,
            week: this.weekLabel(week),
            firm: cell.firm,
            soft: cell.soft,
            capacity: cell.capacity,
        });
        return this.isOverloaded(cell) ? `${label}. ${_t("Overloaded")}` : label;
    }

    itemLabel(item) {
        const kind = item.booking === "firm" ? _t("firm") : _t("soft");
        return `${item.name}: ${item.hours} h, ${kind}`;
    }

    whyNot(person) {
        return this.state.ranking?.rejected[person.id];
    }

    async pick(requestId) {
        if (this.state.pickedId === requestId) {
            return this.putBack();
        }
        this.state.pickedId = requestId;
        this.state.ranking = null;
        const data = await this.keepLast.add(
            this.orm.call("presales.request", "get_candidates", [[requestId]], { limit: ALL })
        );
        this.state.ranking = {
            points: Object.fromEntries(data.candidates.map((item) => [item.id, item.points])),
            rejected: Object.fromEntries(data.rejected.map((item) => [item.id, item.rule])),
        };
    }

    putBack() {
        this.state.pickedId = false;
        this.state.ranking = null;
        this.state.over = "";
    }

    async assign(person, week) {
        const request = this.picked;
        if (!request) {
            return;
        }
        this.putBack();
        try {
            await this.orm.call("presales.request", "action_assign", [[request.id]], {
                employee_id: person.id,
                booking: this.state.booking,
                hours: request.hours,
                date_start: week.start,
                date_end: week.end,
            });
        } finally {
            await this.load();
        }
    }

    async convert(item) {
        const method = item.booking === "soft" ? "action_make_firm" : "action_make_soft";
        try {
            await this.orm.call("presales.assignment", method, [[item.id]]);
        } finally {
            await this.load();
        }
    }

    onDragStart(request, ev) {
        ev.dataTransfer?.setData("text/plain", String(request.id));
        this.state.pickedId = request.id;
    }

    onDragOver(person, index, ev) {
        if (this.state.pickedId) {
            ev.preventDefault();
            this.state.over = `${person.id}-${index}`;
        }
    }

    onDrop(person, week, ev) {
        ev.preventDefault();
        return this.assign(person, week);
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            return this.putBack();
        }
        const cell = ev.target.closest("[data-row]");
        const shift = SHIFTS[ev.key];
        if (!cell || !shift) {
            return;
        }
        ev.preventDefault();
        this.focusCell(
            Number(cell.dataset.row) + shift[0],
            Number(cell.dataset.column) + shift[1]
        );
    }

    onCardKeydown(request, ev) {
        if (ev.key !== "Enter" && ev.key !== " ") {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        this.isByKeyboard = true;
        return this.pick(request.id);
    }

    onCellKeydown(person, week, ev) {
        if (ev.key === "Enter" && this.state.pickedId && ev.target === ev.currentTarget) {
            ev.preventDefault();
            return this.assign(person, week);
        }
    }

    moveWeeks(weeks) {
        const start = DateTime.fromISO(this.state.data.weeks[0].start);
        this.state.date = weeks ? start.plus({ weeks }).toISODate() : false;
        return this.load();
    }

    setCenter(ev) {
        this.state.centerId = Number(ev.target.value) || false;
        this.putBack();
        return this.load();
    }

    setBooking(ev) {
        this.state.booking = ev.target.value;
    }

    setSearch(ev) {
        this.state.search = ev.target.value;
    }

    open(model, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

registry.category("lazy_components").add("PresalesBoard", PresalesBoard);
