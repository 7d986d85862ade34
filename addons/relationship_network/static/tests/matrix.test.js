import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { MatrixModel } from "@relationship_network/matrix/matrix_model";
import { RelationshipMatrix } from "@relationship_network/matrix/relationship_matrix";

defineMailModels();

const ME = 100;
const OTHER = 101;

function makePerson(id, values = {}) {
    return {
        id,
        partner_id: id * 10,
        name: `Person ${id}`,
        function: false,
        company_name: false,
        role: false,
        weight: 1,
        department_id: false,
        level: false,
        is_placeholder: false,
        is_parked: false,
        is_key_player: false,
        side: "account",
        owner_partner_id: false,
        ...values,
    };
}

function makeLink(id, ownId, contactId, values = {}) {
    return {
        id,
        own_id: ownId,
        contact_id: contactId,
        kind: "knows",
        type_id: 1,
        type_name: "Friend",
        strength: 3,
        desired_strength: 0,
        lead_id: false,
        note: false,
        ...values,
    };
}

function makeData(canWrite = true) {
    return {
        map: {
            id: 1,
            name: "Acme",
            kind: "account",
            account: { id: 9, name: "Acme" },
            lead: false,
            company_id: 1,
            can_write: canWrite,
        },
        departments: [
            { id: 1, name: "Operations", parent_id: false },
            { id: 2, name: "Depots", parent_id: 1 },
        ],
        people: [
            makePerson(1, { weight: 5, department_id: 1, level: "2", owner_partner_id: ME }),
            makePerson(2, { weight: 2, department_id: 2, level: "-1" }),
            makePerson(3, { side: "external" }),
            makePerson(4, { partner_id: false, is_placeholder: true, is_parked: true }),
        ],
        colleagues: [
            { partner_id: ME, name: "Me", is_me: true },
            { partner_id: OTHER, name: "Other", is_me: false },
        ],
        connections: [
            makeLink(1, ME, 10, { strength: 2 }),
            makeLink(2, ME, 10, { strength: 4, desired_strength: 5, type_name: "Mentor" }),
            makeLink(3, OTHER, 20),
            makeLink(4, OTHER, 10, { kind: "conflict" }),
        ],
        roles: [],
        levels: [
            ["2", "Strong Support"],
            ["-1", "Oppose"],
        ],
        link_types: [{ id: 1, name: "Friend", kind: "knows" }],
    };
}

describe("model", () => {
    let model;
    beforeEach(() => {
        model = new MatrixModel(null, 1);
        model.setData(makeData());
    });

    test("the strongest link counts, and conflicts do not", () => {
        const [person] = model.data.people;
        const [me, other] = model.columns;
        expect(model.strengthOf(person, me)).toBe(4);
        expect(model.cellOf(person, me).links.map(({ id }) => id)).toEqual([2, 1]);
        expect(model.strengthOf(person, other)).toBe(0);
        expect(model.cellOf(person, other).conflicts.length).toBe(1);
        expect(model.bestStrengthOf(person)).toBe(4);
    });

    test("value of connections is strength × weight", () => {
        const { columns, named, gaps } = model.getView();
        expect(columns.map(({ value, known }) => [value, known])).toEqual([
            [20, 1],
            [6, 1],
        ]);
        expect([named, gaps]).toEqual([3, 1]);
    });

    test("people by department, then those without one", () => {
        const groups = model.getView().groups;
        expect(groups.map(({ key, path, people }) => [key, path, people.length])).toEqual([
            ["department_1", ["Operations"], 1],
            ["department_2", ["Operations", "Depots"], 1],
            ["external", [], 1],
            ["parked", [], 1],
        ]);
    });

    test("a department stands for those below it", () => {
        model.filters.departmentId = 1;
        expect(model.getView().named).toBe(2);
        model.filters.level = "-1";
        expect(model.getView().columns.map(({ value }) => value)).toEqual([0, 6]);
        model.clearFilters();
        model.filters.isGap = true;
        expect(model.getView().groups.map(({ key }) => key)).toEqual(["external"]);
    });

    test("a colleague is added once", () => {
        model.addColumn({ partner_id: ME, name: "Me" });
        model.addColumn({ partner_id: 102, name: "New" });
        expect(model.columns.map(({ name }) => name)).toEqual(["Me", "Other", "New"]);
    });
});

describe("component", () => {
    test("cells say everything in words", async () => {
        onRpc("relationship.map", "get_matrix_data", () => makeData());
        await mountWithCleanup(RelationshipMatrix, { props: { mapId: 1 } });
        expect(".o_rx_row").toHaveCount(4);
        expect(".o_rx_gap").toHaveCount(1);
        expect(".o_rx_cell[data-row='0'][data-column='0']").toHaveAttribute(
            "aria-label",
            "Me – Person 1: Mentor, 4 of 5, desired 5; Friend, 2 of 5; owns the relationship"
        );
        expect(queryAllTexts(".o_rx_total b")).toEqual(["20", "6"]);
    });

    test("an edit by keyboard is written and shown", async () => {
        const data = makeData();
        onRpc("relationship.map", "get_matrix_data", () => data);
        onRpc("relationship.link", "create", ({ args }) => {
            expect.step(args[0][0]);
            data.connections.push(makeLink(5, ME, 30, { strength: 2 }));
            return [5];
        });
        await mountWithCleanup(RelationshipMatrix, { props: { mapId: 1 } });
        await click(".o_rx_cell[data-row='1'][data-column='0']");
        await animationFrame();
        await press("Escape");
        await animationFrame();
        expect(".o_rx_cell[data-row='1'][data-column='0']").toBeFocused();
        await press("ArrowDown");
        await press("Enter");
        await animationFrame();
        await press("2");
        await press("Enter");
        await animationFrame();
        await animationFrame();
        expect.verifySteps([
            {
                source_id: ME,
                target_id: 30,
                company_id: 1,
                type_id: 1,
                strength: 2,
                desired_strength: 0,
                note: false,
                lead_id: false,
            },
        ]);
        expect(queryAllTexts(".o_rx_total b")).toEqual(["22", "6"]);
    });

    test("who may not write cannot open a cell", async () => {
        onRpc("relationship.map", "get_matrix_data", () => makeData(false));
        await mountWithCleanup(RelationshipMatrix, { props: { mapId: 1 } });
        await click(".o_rx_cell[data-row='0'][data-column='0']");
        await animationFrame();
        expect(".o_rx_editor").toHaveCount(0);
        expect(".o_rx_add_colleague").toHaveCount(0);
    });
});
