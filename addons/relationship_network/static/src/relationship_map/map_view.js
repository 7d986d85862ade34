import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

import { READINGS, nextReading } from "../reading_switch/reading_switch";
import { canLead, canLink } from "./canvas/drop_target";
import { memberKey } from "./layout/map_keys";
import { nextCard } from "./map_keyboard";

/** Zoom at which a found person is shown. */
const READABLE = 0.8;

/**
 * Where the user is on the map: what is in sight, selected, folded, and whether the
 * next person chosen becomes the end of a link or a superior.
 */
export class MapView {
    /**
     * @param {Object} options
     * @param {import("./model/map_model").MapModel} options.model
     * @param {Object} options.state reactive: isPanelOpen, mode
     * @param {() => Object} options.getActions see useMapActions
     * @param {() => HTMLElement} options.getRoot
     * @param {() => HTMLElement} options.getAnchor a small element for popovers
     * @param {(message: string) => void} options.announce for screen readers
     */
    constructor(options) {
        Object.assign(this, options);
        /** What MapCanvas hands out; null until it is there. */
        this.canvas = null;
    }

    get viewport() {
        return this.canvas.viewport;
    }

    get canWrite() {
        return this.model.canWrite;
    }

    cardOf(key) {
        return this.model.layout.cards.get(key);
    }

    // --------------------------------------------------------------------- sight

    fit() {
        this.viewport.fit(this.model.layout.bounds);
    }

    zoomBy(factor) {
        this.viewport.zoomBy(factor);
    }

    focusCanvas() {
        this.canvas.svg.focus({ preventScroll: true });
    }

    /** A card that should not move on the screen when the map is laid out again. */
    findAnchorCard() {
        const selected = this.cardOf(this.model.selectedKey);
        if (selected || !this.canvas) {
            return selected;
        }
        const area = this.viewport.visibleArea();
        const isInSight = ({ x, y }) =>
            x >= area.x && y >= area.y && x <= area.x + area.w && y <= area.y + area.h;
        return [...this.model.layout.cards.values()].find(isInSight);
    }

    /** @param {Object|undefined} before the card as it was */
    keepInPlace(before) {
        const after = before && this.cardOf(before.key);
        if (after && this.canvas) {
            const { scale } = this.viewport;
            this.viewport.panBy((before.x - after.x) * scale, (before.y - after.y) * scale);
        }
    }

    toggleFold(key) {
        const before = this.cardOf(key) || this.findAnchorCard();
        this.model.toggleFolded(key);
        this.keepInPlace(before);
    }

    /** Place the small element on which popovers hang, because cards come and go. */
    placeAnchor({ x, y }) {
        const frame = this.getRoot().getBoundingClientRect();
        const anchor = this.getAnchor();
        anchor.style.left = `${x - frame.left}px`;
        anchor.style.top = `${y - frame.top}px`;
        return anchor;
    }

    bottomOf(key) {
        const card = this.cardOf(key);
        const { x, y, scale, frame } = this.viewport;
        return {
            x: frame.left + x + (card.x + card.w / 2) * scale,
            y: frame.top + y + (card.y + card.h) * scale,
        };
    }

    // ------------------------------------------------------------------- reading

    /** Show whose ties the map is about, and remember it for the next one. */
    setReading(reading) {
        this.model.reading = reading;
        user.setUserSettings("relationship_reading", reading);
        const [, label] = READINGS.find(([key]) => key === reading);
        const count = this.model.readingValues?.person_ids.length ?? this.model.data.people.length;
        this.announce(_t("%(reading)s: %(count)s people", { reading: label, count }));
    }

    nextReading() {
        this.setReading(nextReading(this.model.reading));
    }

    // ----------------------------------------------------------------- selection

    select(key, { open = true } = {}) {
        this.model.selectedKey = key;
        this.state.isPanelOpen = open && Boolean(key);
        const card = this.cardOf(key);
        if (card) {
            this.viewport.reveal(card);
            const { name, level } = card.person;
            this.announce(`${name}, ${this.model.levelLabel(level)}`);
        }
    }

    moveSelection(dx, dy) {
        const key = nextCard(this.model.layout, this.model.selectedKey, dx, dy);
        if (key) {
            this.select(key, { open: this.state.isPanelOpen && !this.state.mode });
        }
    }

    /** Unfold, select and centre somebody. */
    showMember(member) {
        const key = memberKey(member);
        this.model.reveal(key);
        this.select(key);
        const card = this.cardOf(key);
        if (card) {
            this.viewport.center(card, READABLE);
        }
        this.focusCanvas();
    }

    /** Enter and Space on the selected card. */
    activate(key) {
        const { selectedKey } = this.model;
        if (key === " ") {
            this.toggleFold(selectedKey);
        } else if (this.state.mode) {
            this.finishMode(selectedKey);
        } else {
            this.state.isPanelOpen = true;
        }
    }

    escape() {
        if (this.state.mode) {
            this.model.selectedKey = this.state.mode.key;
            this.state.mode = null;
        } else if (this.state.isPanelOpen) {
            this.state.isPanelOpen = false;
        } else {
            this.model.selectedKey = null;
        }
    }

    // ------------------------------------------------------------------- editing

    setSelectedLevel(level) {
        const { selected } = this.model;
        if (selected?.id && !this.state.mode) {
            this.getActions().setLevel(selected, "level", level);
        }
    }

    removeSelected() {
        const { selected } = this.model;
        if (selected?.id && !this.state.mode) {
            this.getActions().remove(selected);
        }
    }

    undo() {
        this.getActions().undo();
    }

    redo() {
        this.getActions().redo();
    }

    /** Choose another person next: the end of a link, or the new superior. */
    startMode(type, member = this.model.selected) {
        const isPossible = type === "link" ? member?.partner_id : member?.id;
        if (!isPossible || !this.canWrite) {
            return;
        }
        this.state.mode = { type, key: memberKey(member), name: member.name };
        this.state.isPanelOpen = false;
        this.focusCanvas();
        this.announce(this.modeMessage);
    }

    get modeMessage() {
        const { type, name } = this.state.mode;
        return type === "link"
            ? _t("Link from %s: choose the other person with arrows and Enter, or click.", name)
            : _t("Move %s: choose the new superior with arrows and Enter, or click.", name);
    }

    finishMode(targetKey) {
        const { type, key } = this.state.mode;
        const card = this.cardOf(targetKey);
        if (!card || !(type === "link" ? canLink(card, key) : canLead(this.model, card, key))) {
            this.announce(_t("Not possible with this person."));
            return;
        }
        this.state.mode = null;
        this.model.selectedKey = key;
        if (type === "link") {
            this.drawLink(key, targetKey, this.bottomOf(targetKey));
        } else {
            this.getActions().moveTo(this.model.memberOf(key), {
                type: "person",
                key: targetKey,
            });
        }
    }

    drawLink(fromKey, toKey, point) {
        const [source, target] = [fromKey, toKey].map((key) => this.model.memberOf(key));
        this.getActions().openLinkEditor(this.placeAnchor(point), source, target);
    }
}
