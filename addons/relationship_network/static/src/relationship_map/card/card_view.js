import { _t } from "@web/core/l10n/translation";

import { CARD, SMALL_CARD } from "../layout/layout_constants";
import { levelLook } from "../model/map_levels";
import { fitText, fitLines, textWidth } from "./text_fit";

/** Where things stand on a card, in units of the unscaled card. */
const TEXT_X = 50;
const RIGHT = CARD.width - 8;
const ROW_Y = 54;
const GAP = 5;
/** What the marks mean, on the card and in the legend. */
export const MARK_TITLES = {
    inner: _t("Inner circle"),
    structure: _t("Political structure"),
    solution_level: _t("Solution acceptance"),
    price_level: _t("Price acceptance"),
    veto: _t("Can veto"),
    approval: _t("Can approve"),
    influence: _t("Influence: the larger, the further it reaches"),
    alert: _t("Open alert"),
};
const views = new WeakMap();

/**
 * What to draw for a card: texts cut to fit, and where each mark of the bottom row
 * stands. Worked out once per card, however often it is shown.
 *
 * @param {Object} card of the layout
 */
export function cardView(card) {
    if (!views.has(card)) {
        views.set(card, card.region === "tree" ? personView(card) : sideView(card));
    }
    return views.get(card);
}

/** Radius of the ring around the sign of a level, 0 for none. */
function ringRadius({ influence_ring }) {
    return influence_ring ? 14.5 + 5.5 * influence_ring : 0;
}

function personView({ person, scale }) {
    const hasTarget = person.target_level && person.target_level !== person.level;
    const target = hasTarget ? levelLook(person.target_level) : null;
    const change = person.change?.sign;
    const nameWidth = RIGHT - TEXT_X - (person.is_key_player ? 15 : 0);
    return {
        scale,
        width: CARD.width,
        height: CARD.height,
        level: levelLook(person.level),
        target,
        change,
        signPlace: `translate(21 ${target || change ? 27 : CARD.height / 2})`,
        ring: ringRadius(person),
        nameX: TEXT_X + (person.is_key_player ? 15 : 0),
        name: fitText(person.name, nameWidth, 13, 600),
        function: fitText(person.function || "", RIGHT - TEXT_X, 11, 400),
        bigName: fitLines(person.name, CARD.width - TEXT_X - 6, 22, 600),
        initials: person.owner ? initials(person.owner.name) : "",
        marks: bottomMarks(person),
    };
}

function sideView({ person }) {
    return {
        scale: 1,
        width: SMALL_CARD.width,
        height: SMALL_CARD.height,
        level: person.id ? levelLook(person.level) : null,
        signPlace: `translate(20 23)${person.id ? " scale(0.85)" : ""}`,
        ring: ringRadius(person),
        nameX: 38,
        name: fitText(person.name, SMALL_CARD.width - 46, 12.5, 600),
        function: fitText(
            [person.function, person.company_name].filter(Boolean).join(", "),
            SMALL_CARD.width - 46,
            10.5,
            400
        ),
        bigName: fitLines(person.name, SMALL_CARD.width - 40, 18, 600),
        initials: initials(person.name),
        marks: [],
    };
}

/** Role, political status, solution, price, veto and approval, from left to right. */
function bottomMarks(person) {
    const marks = [];
    let x = TEXT_X;
    const add = (type, width, title, more = {}) => {
        marks.push({ type, width, title, place: `translate(${x} ${ROW_Y})`, ...more });
        x += width + GAP;
    };
    if (person.role) {
        const text = person.role.short_name || initials(person.role.name);
        add("role", textWidth(text, 10, 600) + 10, person.role.name, { text });
    }
    const status = person.political_status;
    if (status !== "outside") {
        add("politics", 16, MARK_TITLES[status], { status });
    }
    for (const [type, letter] of [
        ["solution_level", "S"],
        ["price_level", "P"],
    ]) {
        if (person[type]) {
            add(type, 27, MARK_TITLES[type], { letter, level: levelLook(person[type]) });
        }
    }
    if (person.has_veto) {
        add("veto", 15, MARK_TITLES.veto);
    }
    if (person.has_approval) {
        add("approval", 15, MARK_TITLES.approval);
    }
    if (person.alerts?.length) {
        add("alert", 15, person.alerts.map(({ message }) => message).join("\n"));
    }
    return marks;
}

function initials(name) {
    const words = name.split(/[\s,]+/).filter(Boolean);
    const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
    return letters
        .map((word) => [...word][0])
        .join("")
        .toUpperCase();
}
