import { personKey } from "../layout/map_keys";

function holds({ x, y, w, h }, point) {
    return point.x >= x && point.x <= x + w && point.y >= y && point.y <= y + h;
}

/**
 * What a dragged person or link would be dropped on.
 *
 * @param {Object} model
 * @param {{ type: "move"|"link", key: string, x: number, y: number }} drag with the
 *  point of the window
 * @param {{ x: number, y: number }} place the point of the map
 * @returns {Object|null} {type: "park"}, or {type: "person", key, area}, or
 *  {type: "department", id, area}; null where nothing can be dropped
 */
export function dropTarget(model, drag, place) {
    const { cards, departments } = model.layout;
    if (drag.type === "move") {
        const element = document.elementFromPoint(drag.x, drag.y);
        if (element?.closest("[data-drop=park]")) {
            return { type: "park" };
        }
        if (element?.closest(".o_rm_overlay")) {
            return null;
        }
    }
    for (const card of cards.values()) {
        if (holds(card, place)) {
            const isAllowed =
                drag.type === "link" ? canLink(card, drag.key) : canLead(model, card, drag.key);
            return isAllowed ? { type: "person", key: card.key, area: card } : null;
        }
    }
    if (drag.type === "link") {
        return null;
    }
    // Nested departments come after their parents.
    const box = departments.findLast((area) => holds(area, place));
    return box ? { type: "department", id: box.id, area: box } : null;
}

/** People of the map, and of the account, can be put somewhere in the tree. */
export function isPlaceable(member) {
    return Boolean(member.id) || member.side === "account";
}

export function canLink(card, fromKey) {
    return card.key !== fromKey && Boolean(card.person.partner_id);
}

/** Nobody can report to themselves, to somebody below them, or to a mere contact. */
export function canLead(model, card, key) {
    if (!card.person.id) {
        return false;
    }
    const seen = new Set();
    let person = card.person;
    while (person && !seen.has(person.id)) {
        if (personKey(person.id) === key) {
            return false;
        }
        seen.add(person.id);
        person = model.peopleById.get(person.reports_to_id);
    }
    return true;
}
