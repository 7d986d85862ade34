import { KEY_LEVELS } from "./model/map_levels";

const ARROWS = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
};

function isTyping(target) {
    return Boolean(
        target.closest?.("input, textarea, select, [contenteditable], .o_popover, .modal")
    );
}

/**
 * Answer a key pressed on the map.
 *
 * @param {KeyboardEvent} ev
 * @param {Object} view what the keys do, see RelationshipMap
 * @returns {boolean} whether the key was for the map
 */
export function handleKey(ev, view) {
    if (isTyping(ev.target)) {
        return false;
    }
    const key = ev.key.length === 1 ? ev.key.toLowerCase() : ev.key;
    if (ev.ctrlKey || ev.metaKey) {
        return handleUndoKey(key, ev.shiftKey, view);
    }
    if (ev.altKey) {
        return false;
    }
    if (ARROWS[key] && ev.target.closest(".o_rm_canvas")) {
        view.moveSelection(...ARROWS[key]);
        return true;
    }
    const action = viewKeys(view)[key] || (view.canWrite && editKeys(view, ev)[key]);
    if (!action) {
        return false;
    }
    action();
    return true;
}

function handleUndoKey(key, isShifted, view) {
    if (!view.canWrite || !["z", "y"].includes(key)) {
        return false;
    }
    if (key === "y" || isShifted) {
        view.redo();
    } else {
        view.undo();
    }
    return true;
}

function viewKeys(view) {
    return {
        f: () => view.fit(),
        "+": () => view.zoomBy(1.25),
        "=": () => view.zoomBy(1.25),
        "-": () => view.zoomBy(0.8),
        "/": () => view.focusSearch(),
        r: () => view.nextReading(),
        Escape: () => view.escape(),
    };
}

function editKeys(view, ev) {
    const keys = {
        l: () => view.startMode("link"),
        m: () => view.startMode("move"),
        Delete: () => view.removeSelected(),
        Backspace: () => view.setSelectedLevel(false),
    };
    for (const [key, level] of Object.entries(KEY_LEVELS)) {
        keys[key] = () => view.setSelectedLevel(level);
    }
    return ev.target.closest("button") ? {} : keys;
}

/**
 * The card to go to from a card: along the tree first, else the nearest that way.
 *
 * @param {Object} layout
 * @param {string|null} fromKey
 * @param {number} dx -1 left, 1 right
 * @param {number} dy -1 up, 1 down
 * @returns {string|undefined} key of a card
 */
export function nextCard(layout, fromKey, dx, dy) {
    const card = layout.cards.get(fromKey);
    if (!card) {
        return layout.order[0];
    }
    return (dy && alongTree(layout, card, dy)) || nearest(layout, card, dx, dy);
}

function alongTree(layout, card, dy) {
    const parent = layout.cards.get(card.parentKey);
    if (dy > 0 && card.childKeys.length) {
        return card.childKeys[0];
    }
    if (card.rail !== undefined && parent) {
        const stack = parent.childKeys
            .map((key) => layout.cards.get(key))
            .filter((other) => other.rail === card.rail)
            .sort((a, b) => a.y - b.y);
        const neighbour = stack[stack.indexOf(card) + dy];
        if (neighbour) {
            return neighbour.key;
        }
    }
    return dy < 0 ? card.parentKey : undefined;
}

/** Way to the side counts double: straight on is better than near but aside. */
function nearest(layout, card, dx, dy) {
    const center = (box) => [box.x + box.w / 2, box.y + box.h / 2];
    const [x, y] = center(card);
    let best;
    let bestWay = Infinity;
    for (const other of layout.cards.values()) {
        const [ox, oy] = center(other);
        const ahead = (ox - x) * dx + (oy - y) * dy;
        const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
        const way = ahead + 2 * aside;
        if (ahead > 1 && way < bestWay) {
            best = other.key;
            bestWay = way;
        }
    }
    return best;
}
