import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

const POINTS = [
    ["2", "Clearly Yes"],
    ["-2", "Clearly No"],
];
const MATRIX = {
    points: POINTS,
    parties: [
        { id: false, name: "We" },
        { id: 7, name: "Rival" },
    ],
    questions: [
        {
            code: "win",
            name: "Can we win?",
            verdict: "yes",
            scores: [
                { party: false, percent: 100, answered: 1, asked: 2 },
                { party: 7, percent: false, answered: 0, asked: 1 },
            ],
            factors: [
                {
                    id: 3,
                    name: "Support inside",
                    guide: "",
                    weight: 2,
                    cells: [
                        { party: false, points: "2", is_asked: true },
                        { party: 7, points: false, is_asked: true },
                    ],
                },
            ],
        },
    ],
};

class Assessment extends models.Model {
    _name = "crm.pursuit.assessment";
    state = fields.Selection({
        selection: [
            ["draft", "In Progress"],
            ["done", "Finished"],
        ],
    });
    matrix = fields.Json();
    outlook = fields.Json();
    _records = [
        { id: 1, state: "draft", matrix: MATRIX, outlook: false },
        {
            id: 2,
            state: "done",
            matrix: MATRIX,
            outlook: {
                verdict: "open",
                label: "Open",
                sentence: "Can veto and not yet won: Mei",
                supporting: 25,
                undecided: 75,
                opposing: 0,
                weights: [
                    { label: "Closeness", weight: 4 },
                    { label: "Price Acceptance", weight: 3 },
                ],
                people: [
                    {
                        id: 1,
                        name: "Mei",
                        role: "Buyer",
                        levels: ["1", false],
                        has_veto: true,
                        has_approval: false,
                        lean: 0,
                        outlook: "0.4",
                    },
                ],
            },
        },
    ];
}
defineMailModels();
defineModels([Assessment]);

function open(resId, field, widget) {
    return mountView({
        type: "form",
        resModel: "crm.pursuit.assessment",
        resId,
        arch: `<form><field name="${field}" widget="${widget}"/></form>`,
    });
}

test("a click answers for one party, a second one takes it back", async () => {
    onRpc("set_points", ({ args }) => {
        expect.step(args);
        return true;
    });
    await open(1, "matrix", "pursuit_matrix");
    expect(queryAllTexts("tr.table-active td")).toEqual(["100%", "–"]);
    await click("tr[data-factor='3'] td:eq(2) button:last");
    await animationFrame();
    await click("tr[data-factor='3'] td:eq(1) button:first");
    await animationFrame();
    expect.verifySteps([
        [[1], 3, 7, "-2"],
        [[1], 3, false, false],
    ]);
});

test("a finished assessment only tells", async () => {
    await open(2, "matrix", "pursuit_matrix");
    expect("tr[data-factor] button").toHaveCount(0);
    expect(queryAllTexts("tr[data-factor] td:not(:first-child)")).toEqual(["++", "?"]);
});

test("the outlook tells who decides and what their figure is made of", async () => {
    await open(2, "outlook", "decision_outlook");
    expect(".o_decision_outlook .badge.rounded-pill").toHaveText("Open");
    expect(queryAllTexts(".progress-bar")).toEqual(["for us", "undecided"]);
    expect("tbody td:last").toHaveAttribute(
        "title",
        "Weighted: Closeness × 4, Price Acceptance × 3"
    );
    expect(queryAllTexts("tbody .o_level_sign")).toEqual(["+", "?"]);
});

test("without a decision chain it says so", async () => {
    await open(1, "outlook", "decision_outlook");
    expect(".o_decision_outlook").toHaveText(/No decision chain yet/);
});
