import { Component, onWillUnmount, useState } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { closenessClass, formatPercent } from "../model/map_levels";

/** Milliseconds that a day is shown while the past plays. */
const STEP_TIME = 250;
const KINDS = [
    { kind: "rose", icon: "fa-arrow-up", label: (count) => _t("%s rose", count) },
    { kind: "fell", icon: "fa-arrow-down", label: (count) => _t("%s fell", count) },
    { kind: "came", icon: "fa-plus", label: (count) => _t("%s came", count) },
    { kind: "left", icon: "fa-sign-out", label: (count) => _t("%s left", count) },
];

/** Two days of a map: choose them, see what changed between, play the time between. */
export class CompareBar extends Component {
    static template = "relationship_network.CompareBar";
    static components = { Dropdown, DropdownItem };
    static props = {
        comparison: Object,
        /** Called when one of the days has changed. */
        onChange: Function,
        onShow: Function,
        onClose: Function,
    };

    setup() {
        this.comparison = useState(this.props.comparison);
        this.state = useState({ isPlaying: false });
        onWillUnmount(() => this.pause());
    }

    day(index) {
        const { date, occasion } = this.comparison.days[index];
        return occasion === "now" ? _t("today") : formatDate(deserializeDate(date));
    }

    get ends() {
        return [
            { end: "from", label: String(_t("Earlier day")) },
            { end: "to", label: String(_t("Later day")) },
        ].map(({ end, label }) => {
            const index = this.comparison[end];
            const { closeness } = this.comparison.days[index];
            const percent = formatPercent(closeness, { signed: true });
            return {
                end,
                label,
                index,
                day: this.day(index),
                percent,
                className: closenessClass(closeness),
                valueText: _t("%(day)s, closeness %(percent)s", { day: this.day(index), percent }),
            };
        });
    }

    get last() {
        return this.comparison.days.length - 1;
    }

    /** Where the chosen time lies on the track, in percent. */
    get trackStyle() {
        const place = (index) => (100 * index) / (this.last || 1);
        const { from, to } = this.comparison;
        return `left: ${place(from)}%; right: ${100 - place(to)}%;`;
    }

    get changes() {
        return this.comparison.changes;
    }

    get counts() {
        const byKind = Object.groupBy(this.changes, ({ kind }) => kind);
        return KINDS.map(({ kind, icon, label }) => {
            const people = byKind[kind] || [];
            return { kind, icon, count: people.length, text: label(people.length), people };
        });
    }

    get moved() {
        return this.counts.flatMap(({ kind, icon, people }) =>
            people.map((person) => ({ ...person, kind, icon }))
        );
    }

    get hasLeft() {
        return this.moved.filter(({ kind }) => kind === "left").map(({ name }) => name);
    }

    get summary() {
        return this.counts.map(({ text }) => text).join(", ");
    }

    move(end, index) {
        this.comparison.move(end, index);
        this.props.onChange();
    }

    onInput(end, ev) {
        this.pause();
        this.move(end, Number(ev.target.value));
        // The other end stopped it or not: show what holds.
        ev.target.value = this.comparison[end];
    }

    // ------------------------------------------------------------------ playing

    togglePlay() {
        if (this.state.isPlaying) {
            return this.pause();
        }
        if (this.comparison.to === this.last) {
            this.move("to", this.comparison.from);
        }
        this.state.isPlaying = true;
        this.timer = browser.setInterval(() => this.playStep(), STEP_TIME);
    }

    playStep() {
        this.move("to", this.comparison.to + 1);
        if (this.comparison.to === this.last) {
            this.pause();
        }
    }

    pause() {
        browser.clearInterval(this.timer);
        this.state.isPlaying = false;
    }
}
