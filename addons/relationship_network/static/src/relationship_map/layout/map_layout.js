import { BoxArranger } from "./layout_boxes";
import { arrangeColumns } from "./layout_columns";
import { crossLine, treeLines } from "./layout_lines";
import { buildDepartments, departmentsAbove } from "./layout_departments";
import { BELOW_GAP, BOX } from "./layout_constants";
import { departmentKey, personKey } from "./map_keys";
import { arrangePeople, buildForest, foldForest, moveCard } from "./layout_people";

/**
 * Place everything of a map. Pure: the same data and folded keys give the same
 * drawing, whatever the order of people and departments in the data.
 *
 * @param {{ people: Object[], departments: Object[], others: Object[] }} data as
 *  `get_map_data` returns them
 * @param {Set<string>} [folded] keys of people and departments
 * @returns {{
 *  cards: Map<string, Object>, order: string[], departments: Object[],
 *  columns: Object[], lines: { tree: string, cross: string }, parked: number[],
 *  bounds: { x: number, y: number, w: number, h: number }
 * }} `cards` by key, each with x, y, w, h, scale, region, parentKey, childKeys, depth,
 *  hiddenCount; `order` is the order of reading
 */
export function computeLayout(data, folded = new Set()) {
    const parked = data.people.filter((person) => person.is_parked);
    const { placed, own, external, absent } = splitPeople(data);
    const tree = placeTree(placed, data.departments, folded);
    const columns = arrangeColumns({ own, external, absent }, tree.bounds);
    const cards = new Map(tree.cards.map((card) => [card.key, card]));
    for (const column of columns) {
        for (const card of column.cards) {
            cards.set(card.key, { ...card, x: card.x + column.x });
        }
        delete column.cards;
    }
    return {
        cards,
        order: [...cards.keys()],
        departments: tree.departments,
        columns,
        lines: tree.lines,
        parked: parked.map((person) => person.id),
        bounds: boundsOf([tree.bounds, ...columns]),
    };
}

/** Who has a place in the tree, and who stands beside it. */
function splitPeople({ people, others }) {
    const active = people.filter((person) => !person.is_parked);
    const ids = new Set(active.map((person) => person.id));
    const leading = new Set(active.map((person) => person.reports_to_id));
    const isPlaced = (person) =>
        person.side === "account" ||
        person.department_id ||
        ids.has(person.reports_to_id) ||
        leading.has(person.id);
    const beside = active.filter((person) => !isPlaced(person));
    const members = [...beside, ...others];
    return {
        placed: active.filter(isPlaced),
        own: members.filter(({ side }) => side === "own"),
        external: members.filter(({ side }) => side !== "own" && side !== "account"),
        absent: members.filter(({ side }) => side === "account"),
    };
}

function placeTree(people, departments, folded) {
    const forest = buildForest(people);
    const { roots: departmentRoots, byId } = buildDepartments(departments);
    const { hidden, counts } = foldForest(forest, (person) => folded.has(personKey(person.id)));
    const groupOf = assignGroups(forest, byId);
    const ancestorsOf = (person) => byId.get(groupOf.get(person.id))?.ancestors || [];
    const reports = [];
    for (const person of forest.order) {
        const superior = forest.parent.get(person.id);
        reports.push({
            from: ancestorsOf(person),
            to: superior ? ancestorsOf(superior) : [],
            weight: counts.get(person.id) + (superior ? 1 : 0),
        });
    }
    const sharesGroup = (a, b) => groupOf.get(a.id) === groupOf.get(b.id);
    const drawnChildren = new Map();
    const groups = new Map();
    for (const person of forest.order) {
        drawnChildren.set(
            person.id,
            forest.children
                .get(person.id)
                .filter((child) => !hidden.has(child.id) && sharesGroup(child, person))
        );
        const superior = forest.parent.get(person.id);
        if (!hidden.has(person.id) && !(superior && sharesGroup(person, superior))) {
            const group = groupOf.get(person.id);
            if (!groups.has(group)) {
                groups.set(group, []);
            }
            groups.get(group).push(person);
        }
    }
    const meanWeight = people.reduce((sum, { weight }) => sum + weight, 0) / people.length;
    const childrenOf = (person) => drawnChildren.get(person.id);
    const arranger = new BoxArranger({
        groups,
        childrenOf,
        meanWeight,
        above: departmentsAbove(reports),
        isFolded: (id) => folded.has(departmentKey(id)),
    });
    const out = placeGroups(arranger, departmentRoots, groups, childrenOf, meanWeight);
    finishCards(out, forest, counts, folded);
    return { ...out, lines: drawLines(out, forest) };
}

/**
 * The box of each person: the own department, else that of the superior; the band on
 * top for those who lead without one, and "none" for people with neither.
 */
function assignGroups(forest, departmentsById) {
    const groupOf = new Map();
    for (const person of forest.order) {
        const superior = forest.parent.get(person.id);
        const leads = forest.children.get(person.id).length > 0;
        if (departmentsById.has(person.department_id)) {
            groupOf.set(person.id, person.department_id);
        } else if (superior) {
            groupOf.set(person.id, groupOf.get(superior.id));
        } else {
            groupOf.set(person.id, leads ? "band" : "none");
        }
    }
    return groupOf;
}

/** Top band, department boxes below it, and last the people without a place. */
function placeGroups(arranger, departmentRoots, groups, childrenOf, meanWeight) {
    const out = { cards: [], departments: [] };
    const arrange = (group) => arrangePeople(groups.get(group) || [], childrenOf, meanWeight);
    const band = arrange("band");
    const loose = arrange("none");
    const rows = arranger.measureRows(departmentRoots, band);
    const w = Math.max(band.w, rows.w, loose.w);
    let y = 0;
    const placeBlock = (block) => {
        const x = (w - block.w) / 2;
        for (const card of block.cards) {
            out.cards.push({ ...moveCard(card, x, y), departmentId: false });
        }
        y += block.h ? block.h + BELOW_GAP : 0;
    };
    placeBlock(band);
    arranger.placeRows(rows, (w - rows.w) / 2, y, out);
    y += rows.h ? rows.h + BOX.gap : 0;
    placeBlock(loose);
    const bottom = Math.max(
        0,
        ...out.cards.map((card) => card.y + card.h),
        ...out.departments.map((box) => box.y + box.h)
    );
    return { ...out, bounds: { x: 0, y: 0, w, h: bottom } };
}

/** Give the cards what drawing and keyboard need to know of the tree. */
function finishCards(out, forest, counts, folded) {
    const byId = new Map(out.cards.map((card) => [card.person.id, card]));
    const rank = new Map(forest.order.map((person, index) => [person.id, index]));
    out.cards.sort((a, b) => rank.get(a.person.id) - rank.get(b.person.id));
    for (const card of out.cards) {
        const { person } = card;
        const superior = forest.parent.get(person.id);
        const children = forest.children.get(person.id).filter(({ id }) => byId.has(id));
        const isFolded = folded.has(personKey(person.id));
        Object.assign(card, {
            key: personKey(person.id),
            region: "tree",
            parentKey: superior && byId.has(superior.id) ? personKey(superior.id) : null,
            childKeys: children.map(({ id }) => personKey(id)),
            depth: superior && byId.has(superior.id) ? byId.get(superior.id).depth + 1 : 1,
            teamSize: counts.get(person.id),
            hiddenCount: isFolded ? counts.get(person.id) : 0,
        });
    }
}

function drawLines(out, forest) {
    const byId = new Map(out.cards.map((card) => [card.person.id, card]));
    const boxes = new Map(out.departments.map((box) => [box.id, box]));
    const bandLeft = Math.min(
        ...out.cards.filter((card) => !card.departmentId).map((card) => card.x)
    );
    const cross = [];
    const families = [];
    for (const card of out.cards) {
        const inBox = [];
        const outside = [];
        for (const child of forest.children.get(card.person.id)) {
            const childCard = byId.get(child.id);
            if (childCard && childCard.departmentId === card.departmentId) {
                inBox.push(childCard);
            } else if (childCard) {
                outside.push(childCard);
            }
        }
        const box = boxes.get(card.departmentId);
        const left = box ? box.x + BOX.padding / 2 : bandLeft - BOX.padding;
        const lane = inBox.length ? left : undefined;
        for (const child of outside) {
            cross.push(crossLine(card, child, boxes.get(child.departmentId), lane));
        }
        families.push(treeLines(card, inBox));
    }
    return { tree: families.join(""), cross: cross.join("") };
}

function boundsOf(areas) {
    const x = Math.min(...areas.map((area) => area.x));
    const y = Math.min(...areas.map((area) => area.y));
    return {
        x,
        y,
        w: Math.max(...areas.map((area) => area.x + area.w)) - x,
        h: Math.max(...areas.map((area) => area.y + area.h)) - y,
    };
}
