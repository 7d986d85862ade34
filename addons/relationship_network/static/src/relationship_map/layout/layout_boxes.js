import { arrangePeople, moveCard } from "./layout_people";
import { packRows } from "./layout_departments";
import { BELOW_GAP, BOX } from "./layout_constants";

/**
 * Measure and place the boxes of departments: people on top, departments inside
 * below them; under a box the boxes of those who report into it.
 */
export class BoxArranger {
    /**
     * @param {Object} input
     * @param {Map} input.groups department id → roots drawn in its box
     * @param {(person: Object) => Object[]} input.childrenOf people drawn below
     * @param {number} input.meanWeight
     * @param {Map<number, number>} input.above see departmentsAbove
     * @param {(id: number) => boolean} input.isFolded
     */
    constructor(input) {
        Object.assign(this, input);
    }

    /** Rows of the given brothers and sisters, each with those that stand under it. */
    measureRows(nodes, above) {
        const tops = nodes.filter((node) => !this.above.has(node.department.id));
        return packRows(
            tops.map((node) => this.measureCluster(node, nodes)),
            above
        );
    }

    measureCluster(node, siblings) {
        const box = this.measureBox(node);
        const under = siblings.filter(
            (sibling) => this.above.get(sibling.department.id) === node.department.id
        );
        if (!under.length) {
            return { ...box, box, under: null };
        }
        const rows = packRows(
            under.map((sibling) => this.measureCluster(sibling, siblings)),
            box
        );
        return {
            box,
            under: rows,
            w: Math.max(box.w, rows.w),
            h: box.h + BELOW_GAP + rows.h,
        };
    }

    measureBox(node) {
        if (this.isFolded(node.department.id)) {
            return { node, folded: true, w: BOX.emptyWidth, h: BOX.header + BOX.padding };
        }
        const roots = this.groups.get(node.department.id) || [];
        const people = arrangePeople(roots, this.childrenOf, this.meanWeight);
        const inside = this.measureRows(node.children, people);
        const innerWidth = Math.max(people.w, inside.w);
        const innerHeight = people.h + inside.h + (people.h && inside.h ? BELOW_GAP : 0);
        return {
            node,
            people,
            inside,
            w: Math.max(BOX.emptyWidth, innerWidth + 2 * BOX.padding),
            h: Math.max(BOX.emptyHeight, BOX.header + innerHeight + BOX.padding),
        };
    }

    /**
     * @param {ReturnType<BoxArranger["measureRows"]>} rows
     * @param {number} x of the left edge of the rows
     * @param {number} y of their top
     * @param {Object} out collects `cards` and `departments`
     * @param {number} depth of nesting
     */
    placeRows(rows, x, y, out, depth = 0) {
        for (const item of rows.items) {
            const cluster = item.box;
            const pass = item.row > 0 && rows.gutter !== false ? x + rows.gutter : undefined;
            const left = x + item.x;
            const top = y + item.y;
            const boxX = left + (cluster.w - cluster.box.w) / 2;
            this.placeBox(cluster.box, boxX, top, out, depth, pass);
            if (cluster.under) {
                const underX = left + (cluster.w - cluster.under.w) / 2;
                const underY = top + cluster.box.h + BELOW_GAP;
                this.placeRows(cluster.under, underX, underY, out, depth);
            }
        }
    }

    placeBox(box, x, y, out, depth, pass) {
        const { department } = box.node;
        out.departments.push({
            id: department.id,
            x,
            y,
            w: box.w,
            h: box.h,
            depth,
            pass,
            folded: Boolean(box.folded),
        });
        if (box.folded) {
            return;
        }
        const { people, inside } = box;
        const peopleX = x + (box.w - people.w) / 2;
        let innerY = y + BOX.header;
        for (const card of people.cards) {
            out.cards.push({ ...moveCard(card, peopleX, innerY), departmentId: department.id });
        }
        innerY += people.h ? people.h + BELOW_GAP : 0;
        this.placeRows(inside, x + (box.w - inside.w) / 2, innerY, out, depth + 1);
    }
}
