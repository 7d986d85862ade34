import {
    CARD,
    COLUMN_GAP,
    ROW_GAP,
    STACK_GAP,
    STACK_INDENT,
    weightScale,
} from "./layout_constants";

/** Intl.Collator is far quicker than localeCompare on long lists. */
const collator = new Intl.Collator(undefined, { numeric: true });

function comparePeople(a, b) {
    return b.weight - a.weight || collator.compare(a.name, b.name) || a.id - b.id;
}

/**
 * Reporting tree of the people who have a place on the drawing.
 *
 * A superior who is not among the people counts as none; a cycle, which the server
 * refuses but an import might hold, is cut at its lowest id.
 *
 * @param {Object[]} people
 * @returns {{
 *  order: Object[], parent: Map<number, Object>, children: Map<number, Object[]>
 * }} `order` has every superior before the people below
 */
export function buildForest(people) {
    const byId = new Map(people.map((person) => [person.id, person]));
    const parent = new Map();
    for (const person of people) {
        const superior = byId.get(person.reports_to_id);
        if (superior && superior !== person) {
            parent.set(person.id, superior);
        }
    }
    cutCycles(people, parent);
    const children = new Map(people.map((person) => [person.id, []]));
    const order = [];
    for (const person of people.toSorted(comparePeople)) {
        const superior = parent.get(person.id);
        if (superior) {
            children.get(superior.id).push(person);
        } else {
            order.push(person);
        }
    }
    for (let i = 0; i < order.length; i++) {
        order.push(...children.get(order[i].id));
    }
    return { order, parent, children };
}

function cutCycles(people, parent) {
    const settled = new Set();
    for (const start of people) {
        const path = [];
        const onPath = new Set();
        let person = start;
        while (person && !settled.has(person.id) && !onPath.has(person.id)) {
            onPath.add(person.id);
            path.push(person.id);
            person = parent.get(person.id);
        }
        if (person && onPath.has(person.id)) {
            const cycle = path.slice(path.indexOf(person.id));
            parent.delete(Math.min(...cycle));
        }
        path.forEach((id) => settled.add(id));
    }
}

/**
 * People hidden because someone above them is folded.
 *
 * @param {ReturnType<typeof buildForest>} forest
 * @param {(person: Object) => boolean} isFolded
 * @returns {{ hidden: Set<number>, counts: Map<number, number> }} `counts`: everybody
 *  below a person, hidden or not
 */
export function foldForest({ order, parent, children }, isFolded) {
    const hidden = new Set();
    for (const person of order) {
        const superior = parent.get(person.id);
        if (superior && (hidden.has(superior.id) || isFolded(superior))) {
            hidden.add(person.id);
        }
    }
    const counts = new Map();
    for (const person of order.toReversed()) {
        counts.set(
            person.id,
            children.get(person.id).reduce((sum, child) => sum + 1 + counts.get(child.id), 0)
        );
    }
    return { hidden, counts };
}

/**
 * Arrange trees of people: superiors centred over those below, people who lead
 * nobody stacked in columns, so that wide teams stay readable.
 *
 * Positions are relative to the block. Works level by level instead of recursively:
 * a chain of any length must not exhaust the stack.
 *
 * @param {Object[]} roots
 * @param {(person: Object) => Object[]} childrenOf people drawn below in this block
 * @param {number} meanWeight
 * @returns {{ w: number, h: number, cards: Object[] }} a card has person, x, y, w, h,
 *  scale and rail; `rail` is the x of the line left of a stack, or undefined
 */
export function arrangePeople(roots, childrenOf, meanWeight) {
    const size = (person) => {
        const scale = weightScale(person.weight, meanWeight);
        return { w: CARD.width * scale, h: CARD.height * scale, scale };
    };
    const order = [...roots];
    for (let i = 0; i < order.length; i++) {
        order.push(...childrenOf(order[i]));
    }
    const isLeaf = (person) => !childrenOf(person).length;
    const blocks = new Map();
    for (const person of order.toReversed()) {
        const own = size(person);
        const below = arrangeRow(childrenOf(person), {
            isLeaf,
            blocks,
            size,
            slender: 4,
            indent: STACK_INDENT,
        });
        const h = own.h + (below.h ? ROW_GAP + below.h : 0);
        blocks.set(person.id, { own, below, w: Math.max(own.w, below.w), h });
    }
    const top = arrangeRow(roots, { isLeaf, blocks, size, slender: 1, indent: 0 });
    const cards = [];
    const queue = [{ row: top, x: 0, y: 0 }];
    for (let i = 0; i < queue.length; i++) {
        const { row, x, y } = queue[i];
        for (const { person, dx, dy, rail } of row.items) {
            const { own, below, w } = blocks.get(person.id);
            cards.push({
                person,
                x: x + dx + (w - own.w) / 2,
                y: y + dy,
                ...own,
                rail: rail === undefined ? undefined : x + rail,
            });
            queue.push({
                row: below,
                x: x + dx + (w - below.w) / 2,
                y: y + dy + own.h + ROW_GAP,
            });
        }
    }
    return { w: top.w, h: top.h, cards };
}

/** A copy of a card of a block, moved with the block. */
export function moveCard(card, dx, dy) {
    const rail = card.rail === undefined ? undefined : card.rail + dx;
    return { ...card, x: card.x + dx, y: card.y + dy, rail };
}

/**
 * Put people of one superior side by side: first the stack of those who lead nobody,
 * then the others with everybody below them.
 *
 * @param {Object[]} people
 * @param {Object} options
 * @param {number} options.slender how many times more rows than columns a stack gets
 * @param {number} options.indent room for the rail left of each column of the stack
 */
function arrangeRow(people, { isLeaf, blocks, size, slender, indent }) {
    const leaves = people.filter(isLeaf);
    const isStacked = leaves.length > 1;
    const items = [];
    let x = 0;
    let height = 0;
    if (isStacked) {
        const columns = Math.ceil(Math.sqrt(leaves.length / slender));
        const perColumn = Math.ceil(leaves.length / columns);
        for (let first = 0; first < leaves.length; first += perColumn) {
            let y = 0;
            let width = 0;
            for (const person of leaves.slice(first, first + perColumn)) {
                const { w, h } = size(person);
                const rail = indent ? x + indent / 2 : undefined;
                items.push({ person, dx: x + indent, dy: y, rail });
                y += h + STACK_GAP;
                width = Math.max(width, w);
            }
            height = Math.max(height, y - STACK_GAP);
            x += indent + width + COLUMN_GAP;
        }
    }
    for (const person of people) {
        if (isStacked && isLeaf(person)) {
            continue;
        }
        const { w, h } = blocks.get(person.id);
        items.push({ person, dx: x, dy: 0 });
        height = Math.max(height, h);
        x += w + COLUMN_GAP;
    }
    return { items, w: Math.max(0, x - COLUMN_GAP), h: height };
}
