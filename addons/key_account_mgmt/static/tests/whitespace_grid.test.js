import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    models,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { WhitespaceGrid } from "@key_account_mgmt/whitespace/whitespace_grid";

class KeyAccount extends models.Model {
    _name = "key.account";
}

defineMailModels();
defineModels([KeyAccount]);

const CELL = {
    won: 0,
    pursued: 0,
    competitor: 0,
    potential: 0,
    competitor_id: false,
    note: "",
};

function grid() {
    return {
        solutions: [
            { id: 1, name: "Rolling" },
            { id: 2, name: "Casting" },
        ],
        rows: [
            {
                key_account_id: 7,
                department_id: 3,
                name: "Mill",
                account: "Aurora Steel",
                is_key: true,
                cells: { 1: { ...CELL, state: "potential", potential: 500 } },
            },
        ],
        totals: { 1: { ...CELL, potential: 500 } },
        has_subsidiaries: true,
        months: 12,
        currency_id: false,
        can_edit: true,
    };
}

function mountGrid() {
    return mountWithCleanup(WhitespaceGrid, { props: { keyAccountId: 7 } });
}

test("cells say what they are, also to who does not see colours", async () => {
    onRpc("key.account", "get_whitespace_data", grid);
    await mountGrid();
    expect(".o_whitespace_cell").toHaveCount(2);
    expect("[data-state=potential]").toHaveAttribute("aria-label", /Mill × Rolling: Potential/);
    expect("[data-state=empty]").toHaveAttribute("aria-label", "Mill × Casting: Empty");
});

test("a potential is saved for its cell, and an opportunity made of it", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model);
        },
    });
    onRpc("key.account", "get_whitespace_data", grid);
    onRpc("key.account", "set_whitespace_cell", ({ args }) => {
        expect.step([...args.slice(0, 3), args[3].amount_potential]);
        return true;
    });
    onRpc("key.account", "action_create_whitespace_lead", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.act_window", res_model: "crm.lead" };
    });
    await mountGrid();
    await contains("[data-state=empty]").click();
    await contains("#o_whitespace_potential").edit("900", { confirm: false });
    await contains(".o_whitespace_editor button[type=submit]").click();
    expect.verifySteps([[[7], 2, 3, 900]]);
    await contains(".o_whitespace_create").click();
    expect.verifySteps([[[7], 2, 3], "crm.lead"]);
});

test("subsidiaries are asked for", async () => {
    onRpc("key.account", "get_whitespace_data", ({ kwargs }) => {
        expect.step(kwargs.rollup);
        return grid();
    });
    await mountGrid();
    await contains("#o_whitespace_rollup").click();
    expect.verifySteps([false, true]);
});
