import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class KeyAccount extends models.Model {
    _name = "key.account";

    triangle = fields.Json();
    coverage_gaps = fields.Json();
    gate_checklist = fields.Json();

    _records = [
        {
            id: 1,
            triangle: [
                {
                    kind: "account_manager",
                    label: "Account Manager",
                    name: "Marc Demo",
                    user_id: 5,
                    partner_id: 7,
                },
                {
                    kind: "solution_manager",
                    label: "Solution Manager",
                    name: false,
                    user_id: false,
                    partner_id: false,
                },
                {
                    kind: "lead_expert",
                    label: "Lead Expert",
                    name: "<b>Prof. Lund</b>",
                    user_id: false,
                    partner_id: 9,
                },
            ],
            coverage_gaps: [
                { kind: "role", role_id: 3, message: "Nobody is Service" },
                { kind: "visit", role_id: false, message: "No visit on record" },
            ],
            gate_checklist: [
                { id: 1, name: "Phone known", kind: "field", supplier: "", is_met: true },
                { id: 2, name: "Bid approved", kind: "approval", supplier: "", is_met: false },
            ],
        },
        { id: 2, triangle: [], coverage_gaps: [], gate_checklist: [] },
    ];
}

defineMailModels();
defineModels([KeyAccount]);

function mountField(name, widget, resId = 1) {
    return mountView({
        type: "form",
        resModel: "key.account",
        resId,
        arch: `<form><field name="${name}" widget="${widget}"/></form>`,
    });
}

test("the triangle shows who holds a corner, and which one is missing", async () => {
    await mountField("triangle", "key_account_triangle");
    expect(".o_iron_triangle_corner").toHaveCount(3);
    expect("[data-kind=account_manager]").toHaveText(/Marc Demo/);
    expect("[data-kind=account_manager] img").toHaveAttribute(
        "data-src",
        /res\.users\/5\/avatar_128/
    );
    expect("[data-kind=solution_manager]").toHaveClass("o_missing");
    expect("[data-kind=lead_expert]").toHaveText(/<b>Prof. Lund<\/b>/);
    expect(".o_iron_triangle").not.toHaveClass("o_complete");
});

test("each gap is closed by one click", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model);
        },
    });
    onRpc("key.account", "action_close_coverage_gap", ({ args }) => {
        expect.step(args.slice(1));
        return { type: "ir.actions.act_window", res_model: "key.account.member" };
    });
    await mountField("coverage_gaps", "key_account_gaps");
    expect(".o_coverage_gaps li").toHaveCount(2);
    await contains("li[data-kind=role] button").click();
    expect.verifySteps([["role", 3], "key.account.member"]);
});

test("nothing missing is said, too", async () => {
    await mountField("coverage_gaps", "key_account_gaps", 2);
    expect(".o_coverage_gaps li").toHaveCount(0);
    expect(".o_coverage_gaps .text-success").toHaveCount(1);
});

test("only what is not met can be asked for", async () => {
    onRpc("crm.lead", "action_ask_gate_approval", ({ args }) => {
        expect.step(args);
        return true;
    });
    await mountField("gate_checklist", "gate_checklist");
    expect(".o_gate_checklist li").toHaveCount(2);
    expect(".o_gate_checklist .fa-check-circle").toHaveCount(1);
    expect(".o_gate_checklist button").toHaveCount(1);
    await contains(".o_gate_checklist button").click();
    expect.verifySteps([[[1], 2]]);
});
