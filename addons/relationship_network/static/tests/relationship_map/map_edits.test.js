import { describe, expect, test } from "@odoo/hoot";

import * as commands from "@relationship_network/relationship_map/model/map_commands";
import { MapEdits } from "@relationship_network/relationship_map/model/map_edits";
import { makePerson } from "./map_test_data";

describe.current.tags("headless");

/** Records the calls; refuses those for which `refuses` holds. */
class FakeOrm {
    calls = [];
    refuses = () => false;
    nextId = 70;

    async write(model, ids, values) {
        if (this.refuses(model, values)) {
            throw new Error("refused");
        }
        this.calls.push(["write", model, ids, values]);
    }

    async create(model, [values]) {
        if (this.refuses(model, values)) {
            throw new Error("refused");
        }
        this.calls.push(["create", model, values]);
        return [this.nextId++];
    }
}

function makeEdits() {
    const orm = new FakeOrm();
    const changes = [];
    const edits = new MapEdits(orm, async () => changes.push(orm.calls.length));
    return { orm, edits, changes };
}

const STAKEHOLDER = "relationship.stakeholder";

test("a write is undone with the values before, and redone", async () => {
    const { orm, edits } = makeEdits();
    const person = makePerson(1, { level: "-1", assessed_on: "2026-01-02" });
    await edits.run(commands.setLevel(person, "level", "2", "Lunch went well"));
    expect([edits.canUndo, edits.canRedo]).toEqual([true, false]);
    await edits.undo();
    expect([edits.canUndo, edits.canRedo]).toEqual([false, true]);
    await edits.redo();
    const done = { level: "2", change_reason: "Lunch went well" };
    expect(orm.calls).toEqual([
        ["write", STAKEHOLDER, [1], done],
        ["write", STAKEHOLDER, [1], { level: "-1", assessed_on: "2026-01-02" }],
        ["write", STAKEHOLDER, [1], done],
    ]);
});

test("a creation is undone by archiving, and redone without a second record", async () => {
    const { orm, edits } = makeEdits();
    await edits.run(commands.addNewPerson({ name: "Zoe" }, { map_id: 1 }));
    await edits.undo();
    await edits.redo();
    expect(orm.calls).toEqual([
        ["create", "res.partner", { name: "Zoe" }],
        ["create", STAKEHOLDER, { map_id: 1, partner_id: 70 }],
        ["write", STAKEHOLDER, [71], { active: false }],
        ["write", "res.partner", [70], { active: false }],
        ["write", "res.partner", [70], { active: true }],
        ["write", STAKEHOLDER, [71], { active: true }],
    ]);
});

test("a command that fails half-way is taken back and not remembered", async () => {
    const { orm, edits, changes } = makeEdits();
    orm.refuses = (model) => model === STAKEHOLDER;
    await expect(edits.run(commands.addNewPerson({ name: "Zoe" }, {}))).rejects.toThrow("refused");
    expect(orm.calls.at(-1)).toEqual(["write", "res.partner", [70], { active: false }]);
    expect(edits.canUndo).toBe(false);
    expect(changes).toHaveLength(1);
});

test("a new command forgets what was undone", async () => {
    const { edits } = makeEdits();
    const person = makePerson(1);
    await edits.run(commands.changePerson(person, { has_veto: true }));
    await edits.undo();
    await edits.run(commands.changePerson(person, { has_approval: true }));
    expect(edits.canRedo).toBe(false);
});

test("commands wait for each other", async () => {
    const { orm, edits } = makeEdits();
    const person = makePerson(1);
    await Promise.all([
        edits.run(commands.changePerson(person, { has_veto: true })),
        edits.run(commands.changePerson(person, { has_veto: false })),
        edits.undo(),
    ]);
    const values = orm.calls.map(([, , , written]) => written.has_veto);
    expect(values).toEqual([true, false, false]);
    expect(edits.done).toHaveLength(1);
});

test("who is removed hands the own reports over to the superior", async () => {
    const people = [
        makePerson(1),
        makePerson(2, { reports_to_id: 1, department_id: 7 }),
        makePerson(3, { reports_to_id: 2 }),
    ];
    const { orm, edits } = makeEdits();
    await edits.run(commands.removePerson(people, people[1]));
    await edits.undo();
    expect(orm.calls).toEqual([
        ["write", STAKEHOLDER, [3], { reports_to_id: 1, department_id: 7 }],
        ["write", STAKEHOLDER, [2], { active: false }],
        ["write", STAKEHOLDER, [2], { active: true }],
        ["write", STAKEHOLDER, [3], { reports_to_id: 2, department_id: false, is_parked: false }],
    ]);
});

test("a member takes the own team into the department of the new superior", () => {
    const people = [
        makePerson(1, { department_id: 8 }),
        makePerson(2, { department_id: 7 }),
        makePerson(3, { department_id: 7, reports_to_id: 2 }),
        makePerson(4, { department_id: 7, reports_to_id: 3 }),
    ];
    const { operations } = commands.moveBelow(people, people[2], people[0]);
    expect(operations.map(({ ids, values }) => [ids, values])).toEqual([
        [[3], { reports_to_id: 1, department_id: 8 }],
        [[4], { department_id: 8 }],
    ]);
});

test("the head of a department keeps it when reporting to somebody else", () => {
    const people = [
        makePerson(1, { department_id: 8 }),
        makePerson(2, { department_id: 7 }),
        makePerson(3, { department_id: 7, reports_to_id: 2 }),
    ];
    const { operations } = commands.moveBelow(people, people[1], people[0]);
    expect(operations.map(({ values }) => values)).toEqual([{ reports_to_id: 1 }]);
});
