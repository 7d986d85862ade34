/** Line widths of the strengths 1 to 5. */
const WIDTHS = [1.4, 1.4, 2, 2.8, 3.8, 5];
const ZIGZAG = { step: 9, amplitude: 4.5 };

/**
 * Shape of a link between two cards: a curve that bows to the left of its direction,
 * so that the links of a pair in both directions stay apart.
 *
 * @param {{x: number, y: number, w: number, h: number}} from
 * @param {{x: number, y: number, w: number, h: number}} to
 * @param {{ kind: string, strength: number }} link
 * @param {Object} [options]
 * @param {number} [options.lane] how many links of that pair and direction came before
 * @param {number} [options.bow] how far the curve bows; it depends on the way by default
 * @returns {{ d: string, curve: string, arrow: string, width: number,
 *  middle: {x: number, y: number} }} `d` is what is drawn, `curve` the plain line below
 *  it (for clicks), `arrow` the points of the arrow head ("" without direction)
 */
export function linkShape(from, to, { kind, strength }, options = {}) {
    const width = WIDTHS[Math.min(5, Math.max(1, strength || 1))];
    const directed = kind !== "knows";
    const curve = curveBetween(from, to, directed ? 4 + 2 * width : 0, options);
    const plain = `M${point(curve.start)}Q${point(curve.control)} ${point(curve.end)}`;
    return {
        curve: plain,
        d: kind === "conflict" ? zigzag(curve) : plain,
        arrow: directed ? arrowHead(curve, width) : "",
        width,
        middle: at(curve, 0.5),
    };
}

/** Just the line, for the pale drawing of many links at once. */
export function linkLine(from, to) {
    const { start, control, end } = curveBetween(from, to, 0, {});
    return `M${point(start)}Q${point(control)} ${point(end)}`;
}

/**
 * Straight line from a card to a point, while a link is being drawn.
 */
export function draftLine(from, { x, y }) {
    const start = edgePoint(from, { x, y });
    return `M${point(start)}L${point({ x, y })}`;
}

function curveBetween(from, to, gap, { lane = 0, bow }) {
    const a = center(from);
    const b = center(to);
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length = Math.hypot(dx, dy) || 1;
    const arc = bow ?? Math.min(90, 24 + length * 0.14) + lane * 22;
    const control = {
        x: (a.x + b.x) / 2 + (dy / length) * arc,
        y: (a.y + b.y) / 2 - (dx / length) * arc,
    };
    const end = edgePoint(to, control);
    const back = Math.hypot(control.x - end.x, control.y - end.y) || 1;
    return {
        start: edgePoint(from, control),
        control,
        tip: end,
        end: {
            x: end.x + ((control.x - end.x) * gap) / back,
            y: end.y + ((control.y - end.y) * gap) / back,
        },
    };
}

const center = ({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2 });

/** Where the line from the centre of a card to a point leaves the card. */
function edgePoint(card, towards) {
    const { x, y } = center(card);
    const dx = towards.x - x;
    const dy = towards.y - y;
    const scale = Math.max(Math.abs(dx) / (card.w / 2), Math.abs(dy) / (card.h / 2));
    return scale > 1 ? { x: x + dx / scale, y: y + dy / scale } : { x: towards.x, y: towards.y };
}

function at({ start, control, end }, t) {
    const u = 1 - t;
    return {
        x: u * u * start.x + 2 * u * t * control.x + t * t * end.x,
        y: u * u * start.y + 2 * u * t * control.y + t * t * end.y,
    };
}

function arrowHead({ control, tip, end }, width) {
    const length = 5 + 2.6 * width;
    const angle = Math.atan2(tip.y - control.y, tip.x - control.x);
    const corner = (turn) => ({
        x: tip.x - length * Math.cos(angle + turn),
        y: tip.y - length * Math.sin(angle + turn),
    });
    return [tip, corner(0.42), end, corner(-0.42)].map(point).join(" ");
}

function zigzag(curve) {
    const { start, end } = curve;
    const length = Math.hypot(end.x - start.x, end.y - start.y);
    const teeth = Math.max(2, Math.floor(length / ZIGZAG.step));
    let path = `M${point(start)}`;
    for (let i = 1; i < teeth; i++) {
        const here = at(curve, i / teeth);
        const next = at(curve, (i + 0.5) / teeth);
        const tangent = Math.hypot(next.x - here.x, next.y - here.y) || 1;
        const side = (i % 2 ? 1 : -1) * ZIGZAG.amplitude;
        path += `L${point({
            x: here.x - ((next.y - here.y) / tangent) * side,
            y: here.y + ((next.x - here.x) / tangent) * side,
        })}`;
    }
    return `${path}L${point(end)}`;
}

const round = (value) => Math.round(value * 10) / 10;
const point = ({ x, y }) => `${round(x)} ${round(y)}`;
