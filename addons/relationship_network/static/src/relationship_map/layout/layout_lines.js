import { BUS } from "./layout_constants";

const RADIUS = 8;

/**
 * Reporting lines of one superior to the people drawn below in the same box: down to
 * a common bar, along it, and down to each person or along the rail of a stack.
 *
 * @returns {string} SVG path data, "" when there is nobody
 */
export function treeLines(card, children) {
    if (!children.length) {
        return "";
    }
    const x = card.x + card.w / 2;
    const bottom = card.y + card.h;
    const bar = bottom + BUS.below;
    const rails = new Map();
    const parts = [];
    for (const child of children) {
        if (child.rail === undefined) {
            parts.push(
                elbow(
                    [x, bottom],
                    [x, bar],
                    [child.x + child.w / 2, bar],
                    [child.x + child.w / 2, child.y]
                )
            );
        } else {
            rails.set(child.rail, [...(rails.get(child.rail) || []), child]);
        }
    }
    for (const [rail, stack] of rails) {
        const middles = stack.map((child) => child.y + child.h / 2);
        parts.push(elbow([x, bottom], [x, bar], [rail, bar], [rail, Math.max(...middles)]));
        stack.forEach((child, i) => parts.push(`M${r(rail)} ${r(middles[i])}H${r(child.x)}`));
    }
    return parts.join("");
}

/**
 * Reporting line between two boxes: it runs in the free lanes between them.
 *
 * @param {Object|undefined} box placed department of the child
 * @param {number|undefined} lane x of a free lane beside those drawn below the superior
 */
export function crossLine(card, child, box, lane) {
    const from = [card.x + card.w / 2, card.y + card.h];
    const to = [child.x + child.w / 2, child.y];
    const bar = from[1] + BUS.below;
    const entry = (box ? box.y : child.y) - BUS.above;
    if (entry < bar) {
        const side = Math.min(card.x, child.x) - BUS.above;
        return elbow(from, [from[0], bar], [side, bar], [side, entry], [to[0], entry], to);
    }
    const way = box?.pass ?? lane;
    if (way !== undefined) {
        return elbow(from, [from[0], bar], [way, bar], [way, entry], [to[0], entry], to);
    }
    return elbow(from, [from[0], entry], [to[0], entry], to);
}

/** Path through points with rounded corners. */
function elbow(...points) {
    const corners = points.filter((point, i) => !i || distance(point, points[i - 1]) > 0.5);
    let path = `M${r(corners[0][0])} ${r(corners[0][1])}`;
    for (let i = 1; i < corners.length - 1; i++) {
        const [before, corner, after] = [corners[i - 1], corners[i], corners[i + 1]];
        const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
        const start = towards(corner, before, radius);
        const end = towards(corner, after, radius);
        path += `L${r(start[0])} ${r(start[1])}Q${r(corner[0])} ${r(corner[1])} ${r(end[0])} ${r(end[1])}`;
    }
    const last = corners.at(-1);
    return `${path}L${r(last[0])} ${r(last[1])}`;
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const towards = (from, to, length) => {
    const full = distance(from, to) || 1;
    return [
        from[0] + ((to[0] - from[0]) * length) / full,
        from[1] + ((to[1] - from[1]) * length) / full,
    ];
};
const r = (value) => Math.round(value * 10) / 10;
