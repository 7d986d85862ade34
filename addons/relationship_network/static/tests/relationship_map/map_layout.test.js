import { describe, expect, test } from "@odoo/hoot";

import { computeLayout } from "@relationship_network/relationship_map/layout/map_layout";
import { makeCrowd, makeData, makeDepartment, makePerson, makeSmallMap } from "./map_test_data";

describe.current.tags("headless");

const SIZES = [1, 2, 7, 40, 200];

function boxesOverlap(a, b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function findOverlap(boxes) {
    const sorted = boxes.toSorted((a, b) => a.x - b.x);
    for (let i = 0; i < sorted.length; i++) {
        for (let j = i + 1; j < sorted.length && sorted[j].x < sorted[i].x + sorted[i].w; j++) {
            if (boxesOverlap(sorted[i], sorted[j])) {
                return [sorted[i], sorted[j]];
            }
        }
    }
    return null;
}

test("everybody is drawn once and no two cards overlap", () => {
    for (const size of SIZES) {
        for (const seed of [1, 2, 3]) {
            const { cards } = computeLayout(makeCrowd(size, seed));
            expect(cards.size).toBe(size);
            expect(findOverlap([...cards.values()])).toBe(null);
        }
    }
});

test("in a department everybody stands below the own superior", () => {
    for (const size of SIZES) {
        const { cards } = computeLayout(makeCrowd(size, size));
        const above = [...cards.values()].filter(
            (card) =>
                card.parentKey &&
                card.departmentId === cards.get(card.parentKey).departmentId &&
                card.y < cards.get(card.parentKey).y + cards.get(card.parentKey).h
        );
        expect(above).toEqual([]);
    }
});

test("people stand inside their department, departments inside their parent", () => {
    const data = makeCrowd(120, 4);
    const { cards, departments } = computeLayout(data);
    const boxes = new Map(departments.map((box) => [box.id, box]));
    const isInside = (inner, outer) =>
        inner.x >= outer.x &&
        inner.y >= outer.y &&
        inner.x + inner.w <= outer.x + outer.w + 0.01 &&
        inner.y + inner.h <= outer.y + outer.h + 0.01;
    for (const card of cards.values()) {
        if (card.departmentId) {
            expect(isInside(card, boxes.get(card.departmentId))).toBe(true);
        }
    }
    for (const { id, parent_id } of data.departments) {
        if (parent_id) {
            expect(isInside(boxes.get(id), boxes.get(parent_id))).toBe(true);
        }
    }
    const roots = data.departments.filter((department) => !department.parent_id);
    expect(findOverlap(roots.map(({ id }) => boxes.get(id)))).toBe(null);
});

test("the same data give the same drawing, in whatever order they come", () => {
    const data = makeCrowd(80, 5);
    const shuffled = {
        ...data,
        people: data.people.toReversed(),
        departments: data.departments.toReversed(),
    };
    const first = computeLayout(data);
    const second = computeLayout(shuffled);
    expect(second.order).toEqual(first.order);
    expect([...second.cards]).toEqual([...first.cards]);
    expect(second.lines).toEqual(first.lines);
});

test("a cycle of superiors is cut, not followed for ever", () => {
    const people = [
        makePerson(3, { reports_to_id: 2 }),
        makePerson(1, { reports_to_id: 3 }),
        makePerson(2, { reports_to_id: 1 }),
        makePerson(4, { reports_to_id: 4 }),
    ];
    const { cards } = computeLayout(makeData({ people }));
    expect(cards.size).toBe(4);
    expect(cards.get("p1").parentKey).toBe(null);
    expect(cards.get("p2").parentKey).toBe("p1");
    expect(cards.get("p3").parentKey).toBe("p2");
});

test("a cycle of departments is drawn side by side", () => {
    const departments = [makeDepartment(1, { parent_id: 2 }), makeDepartment(2, { parent_id: 1 })];
    const { departments: boxes } = computeLayout(makeData({ departments }));
    expect(boxes).toHaveLength(2);
    expect(findOverlap(boxes)).toBe(null);
});

test("departments stand under the one that most of their people report to", () => {
    const departments = [1, 2, 3].map((id) => makeDepartment(id));
    const people = [
        makePerson(1, { department_id: 3 }),
        makePerson(2, { department_id: 1, reports_to_id: 1 }),
        makePerson(3, { department_id: 1, reports_to_id: 2 }),
        makePerson(4, { department_id: 2, reports_to_id: 2 }),
    ];
    const { departments: boxes } = computeLayout(makeData({ departments, people }));
    const y = Object.fromEntries(boxes.map((box) => [box.id, box.y]));
    expect(y[3]).toBeLessThan(y[1]);
    expect(y[1]).toBeLessThan(y[2]);
});

test("leaders without a department stand on top, our people left, parked ones aside", () => {
    const layout = computeLayout(makeSmallMap());
    expect(layout.cards.get("p1").y).toBe(0);
    expect(layout.departments[0].y).toBeGreaterThan(layout.cards.get("p1").h);
    expect(layout.columns.map((column) => column.kind)).toEqual(["own"]);
    expect(layout.cards.get("c900").x).toBeLessThan(0);
    expect(layout.parked).toEqual([5]);
    expect(layout.cards.has("p5")).toBe(false);
});

test("folding hides everybody below and tells how many", () => {
    const data = makeSmallMap();
    const byPerson = computeLayout(data, new Set(["p1"]));
    expect([...byPerson.cards.keys()]).toEqual(["p1", "c900"]);
    expect(byPerson.cards.get("p1").hiddenCount).toBe(3);
    const byDepartment = computeLayout(data, new Set(["d1"]));
    expect([...byDepartment.cards.keys()]).toEqual(["p1", "c900"]);
    expect(byDepartment.departments[0].folded).toBe(true);
});

test("heavier people get larger cards, within bounds", () => {
    const weights = [0.01, 1, 1, 1, 1, 1000];
    const people = weights.map((weight, i) => makePerson(i + 1, { weight }));
    const { cards } = computeLayout(makeData({ people }));
    const [lightest, heaviest] = [cards.get("p1"), cards.get("p6")];
    expect(heaviest.w).toBeGreaterThan(lightest.w);
    expect(heaviest.w / lightest.w).toBeLessThan(1.6);
});

test("an empty map has an empty drawing", () => {
    const layout = computeLayout(makeData());
    expect(layout.cards.size).toBe(0);
    expect(layout.bounds).toEqual({ x: 0, y: 0, w: 0, h: 0 });
});

test("a chain of a thousand superiors is no problem", () => {
    const people = Array.from({ length: 1000 }, (_, i) =>
        makePerson(i + 1, { reports_to_id: i || false })
    );
    expect(computeLayout(makeData({ people })).cards.size).toBe(1000);
});

test("a thousand people are placed, each once and none over another", () => {
    const { cards } = computeLayout(makeCrowd(1000));
    const places = new Set([...cards.values()].map(({ x, y }) => `${x} ${y}`));
    expect(cards.size).toBe(1000);
    expect(places.size).toBe(1000);
});
