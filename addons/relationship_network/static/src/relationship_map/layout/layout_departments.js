import { ASPECT, BOX, GUTTER } from "./layout_constants";

/** Most rows of boxes that are tried. */
const MAX_ROWS = 12;
const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * Department tree: each node is {department, children, ancestors} with `ancestors`
 * the ids from the topmost department down to its own.
 *
 * @param {Object[]} departments
 * @returns {{ roots: Object[], byId: Map<number, Object> }}
 */
export function buildDepartments(departments) {
    const sorted = departments.toSorted(
        (a, b) => a.sequence - b.sequence || collator.compare(a.name, b.name) || a.id - b.id
    );
    const byId = new Map(
        sorted.map((department) => [department.id, { department, children: [], ancestors: null }])
    );
    const roots = [];
    for (const node of byId.values()) {
        const parent = byId.get(node.department.parent_id);
        if (parent && !isBelow(byId, parent, node)) {
            parent.children.push(node);
        } else {
            roots.push(node);
        }
    }
    const queue = [...roots];
    for (const node of roots) {
        node.ancestors = [node.department.id];
    }
    for (let i = 0; i < queue.length; i++) {
        for (const child of queue[i].children) {
            child.ancestors = [...queue[i].ancestors, child.department.id];
            queue.push(child);
        }
    }
    return { roots, byId };
}

function isBelow(byId, node, other) {
    const seen = new Set();
    while (node && !seen.has(node)) {
        if (node === other) {
            return true;
        }
        seen.add(node);
        node = byId.get(node.department.parent_id);
    }
    return false;
}

/**
 * Which department stands under which other, because most of its people report there.
 *
 * @param {{ from: number[], to: number[], weight: number }[]} reports ancestors of the
 *  department of a person and of the superior ([] when none), and how many people move
 *  with that line
 * @returns {Map<number, number>} department id → id of the brother or sister above it
 */
export function departmentsAbove(reports) {
    const totals = new Map();
    const votes = new Map();
    for (const { from, to, weight } of reports) {
        const common = from.findIndex((id, i) => id !== to[i]);
        if (common < 0) {
            continue;
        }
        for (const id of from.slice(common)) {
            totals.set(id, (totals.get(id) || 0) + weight);
        }
        if (common < to.length) {
            const key = from[common];
            const ballot = votes.get(key) || new Map();
            ballot.set(to[common], (ballot.get(to[common]) || 0) + weight);
            votes.set(key, ballot);
        }
    }
    const above = new Map();
    for (const [id, ballot] of votes) {
        const [best, weight] = [...ballot].reduce((a, b) => (b[1] > a[1] ? b : a));
        if (weight * 2 > totals.get(id) && !leadsTo(above, best, id)) {
            above.set(id, best);
        }
    }
    return above;
}

function leadsTo(above, id, target) {
    while (id !== undefined && id !== target) {
        id = above.get(id);
    }
    return id === target;
}

/**
 * Put boxes in rows, in their order, so that the whole comes closest to ASPECT.
 *
 * @param {{ w: number, h: number }[]} boxes
 * @param {{ w: number, h: number }} above what stands above the rows
 * @returns {{ w: number, h: number, gutter: number|false, items: Object[] }} items are
 *  {box, x, y, row}; `gutter` is the x of a free lane that passes all rows
 */
export function packRows(boxes, above) {
    const widest = Math.max(above.w, ...boxes.map(({ w }) => w));
    const full = boxes.reduce((sum, { w }) => sum + w + BOX.gap, 0);
    let best = null;
    let bestSize = Infinity;
    for (let rows = 1; rows <= Math.min(boxes.length, MAX_ROWS); rows++) {
        const packed = packWithin(boxes, Math.max(widest, (full * 1.08) / rows));
        const size = Math.max(Math.max(packed.w, above.w) / ASPECT, packed.h + above.h);
        if (size < bestSize) {
            best = packed;
            bestSize = size;
        }
    }
    return best || { w: 0, h: 0, gutter: false, items: [] };
}

function packWithin(boxes, limit) {
    const rows = [];
    for (const box of boxes) {
        const row = rows.at(-1);
        if (row && row.w + BOX.gap + box.w <= limit) {
            row.w += BOX.gap + box.w;
            row.h = Math.max(row.h, box.h);
            row.boxes.push(box);
        } else {
            rows.push({ w: box.w, h: box.h, boxes: [box] });
        }
    }
    const margin = rows.length > 1 ? GUTTER : 0;
    const width = Math.max(0, ...rows.map(({ w }) => w));
    const items = [];
    let y = 0;
    rows.forEach((row, index) => {
        let x = margin + (width - row.w) / 2;
        for (const box of row.boxes) {
            items.push({ box, x, y, row: index });
            x += box.w + BOX.gap;
        }
        y += row.h + BOX.gap;
    });
    return {
        w: width + margin,
        h: Math.max(0, y - BOX.gap),
        gutter: rows.length > 1 && margin / 2,
        items,
    };
}
