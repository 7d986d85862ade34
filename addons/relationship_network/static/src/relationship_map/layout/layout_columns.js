import { BOX, SIDE_GAP, SMALL_CARD, STACK_GAP } from "./layout_constants";
import { memberKey } from "./map_keys";

const MIN_ROWS = 6;

/**
 * The columns beside the tree: our own people on its left, on its right external
 * people, and people of the account who are only known from links.
 *
 * @param {{ own: Object[], external: Object[], absent: Object[] }} members
 * @param {{ w: number, h: number }} tree
 */
export function arrangeColumns({ own, external, absent }, tree) {
    const columns = [];
    const left = arrangeColumn("own", own, tree.h);
    if (left) {
        columns.push({ ...left, x: -SIDE_GAP - left.w });
    }
    let x = tree.w + SIDE_GAP;
    for (const right of [
        arrangeColumn("external", external, tree.h),
        arrangeColumn("absent", absent, tree.h),
    ]) {
        if (right) {
            columns.push({ ...right, x });
            x += right.w + BOX.gap;
        }
    }
    return columns;
}

/**
 * @param {"own"|"external"|"absent"} kind
 * @param {Object[]} members people of the map, or contacts who are only on a link
 * @param {number} treeHeight the column wraps when it gets higher than the tree
 * @returns {Object|null} its box, with cards relative to its left edge
 */
function arrangeColumn(kind, members, treeHeight) {
    if (!members.length) {
        return null;
    }
    const sorted = members.toSorted(
        (a, b) => collator.compare(a.name, b.name) || sortId(a) - sortId(b)
    );
    const step = SMALL_CARD.height + STACK_GAP;
    const room = Math.floor((treeHeight - BOX.header - BOX.padding) / step);
    const rows = Math.max(MIN_ROWS, room, Math.ceil(Math.sqrt(members.length * 3)));
    const cards = sorted.map((member, index) => ({
        key: memberKey(member),
        person: member,
        region: kind,
        x: BOX.padding + Math.floor(index / rows) * (SMALL_CARD.width + BOX.padding),
        y: BOX.header + (index % rows) * step,
        w: SMALL_CARD.width,
        h: SMALL_CARD.height,
        scale: 1,
        departmentId: false,
        parentKey: null,
        childKeys: [],
        depth: 1,
        teamSize: 0,
        hiddenCount: 0,
    }));
    const columns = Math.ceil(members.length / rows);
    return {
        kind,
        y: 0,
        w: columns * (SMALL_CARD.width + BOX.padding) + BOX.padding,
        h: BOX.header + Math.min(rows, members.length) * step - STACK_GAP + BOX.padding,
        cards,
    };
}

const collator = new Intl.Collator(undefined, { numeric: true });
const sortId = (member) => member.id || member.partner_id;
