import { Component, useState, xml } from "@odoo/owl";
import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { GapPanel } from "@relationship_network/gaps/gap_panel";
import { NextSteps } from "@relationship_network/next_steps/next_steps";
import { RelationshipMap } from "@relationship_network/relationship_map/relationship_map";

import { makeSmallMap, serveMap } from "../relationship_map/map_test_data";
import { makeGap, makeStep } from "./gap_test_data";

defineMailModels();

async function settle() {
    await advanceTime(300);
    for (let i = 0; i < 4; i++) {
        await animationFrame();
    }
}

/** Keep the actions, and close dialogs at once. */
function keepActions() {
    const actions = [];
    mockService("action", {
        doAction: async (action, options) => {
            actions.push(action);
            if (action.target === "new") {
                await options?.onClose?.();
            }
        },
    });
    return actions;
}

async function mountPanel({ canWrite = true, onItem } = {}) {
    class Parent extends Component {
        static components = { GapPanel };
        static template = xml`
            <GapPanel mapId="1" canWrite="canWrite" version="state.version" onItem="onItem"
                onChange="() => this.state.version++"/>`;
        static props = ["*"];
        setup() {
            this.state = useState({ version: 0 });
            this.canWrite = canWrite;
            this.onItem = onItem;
        }
    }
    await mountWithCleanup(Parent);
}

test("every gap has its click; what was closed is read again", async () => {
    const actions = keepActions();
    let gaps = [
        makeGap("missing_role"),
        makeGap("not_assessed", { other_action: "Find a way" }),
    ];
    const calls = [];
    onRpc("relationship.map", "get_gap_data", () => gaps);
    onRpc("relationship.map", "action_close_gap", ({ args }) => {
        calls.push(args);
        gaps = gaps.slice(1);
        return { type: "ir.actions.client", tag: "display_notification" };
    });
    await mountPanel();
    expect(queryAllTexts(".o_rg_gap h6 span:first-of-type")).toEqual([
        "Title of missing_role",
        "Title of not_assessed",
    ]);
    await click("[data-gap=missing_role] .o_rg_close");
    await animationFrame();
    await animationFrame();
    expect(calls).toEqual([[[1], "missing_role", 1, false]]);
    expect(actions).toHaveLength(1);
    expect(".o_rg_gap").toHaveCount(1);
    await click(".o_rg_other");
    await animationFrame();
    await animationFrame();
    expect(calls[1]).toEqual([[1], "not_assessed", 1, true]);
    expect(".o_rg_none").toHaveText("Nothing is missing on this map.");
});

test("one click for all whom we met; after the dialog the gaps are read again", async () => {
    keepActions();
    let reads = 0;
    const items = [
        { key: 1, name: "Anna" },
        { key: 2, name: "Bruno" },
    ];
    onRpc("relationship.map", "get_gap_data", () => {
        reads++;
        return [makeGap("unknown_people", { items, is_joint: true })];
    });
    onRpc("relationship.map", "action_close_gap", ({ args }) => {
        expect(args).toEqual([[1], "unknown_people", false, false]);
        return { type: "ir.actions.act_window", target: "new" };
    });
    await mountPanel();
    expect(".o_rg_names").toHaveText("Anna, Bruno");
    await click(".o_rg_close");
    await animationFrame();
    await animationFrame();
    expect(reads).toBe(2);
});

test("long lists are folded; who may not write reads only", async () => {
    const items = [1, 2, 3, 4, 5, 6].map((key) => ({ key, name: `Person ${key}` }));
    onRpc("relationship.map", "get_gap_data", () => [makeGap("no_owner", { items })]);
    await mountPanel({ canWrite: false });
    expect(".o_rg_item").toHaveCount(4);
    expect(".o_rg_close").toHaveCount(0);
    expect(".o_rg_more").toHaveText("2 more");
    await click(".o_rg_more");
    await animationFrame();
    expect(".o_rg_item").toHaveCount(6);
});

test("next steps: who misses most first, with the button that plans it", async () => {
    keepActions();
    let steps = [
        makeStep(1, { urgency: 10 }),
        makeStep(2, { urgency: 5, state: "unknown", activity_type: false, user: false, cases: 0 }),
        makeStep(3, { urgency: 0, state: "reached", activity_type: false, user: false }),
    ];
    onRpc("relationship.map", "get_next_step_data", () => steps);
    onRpc("relationship.map", "get_gap_data", () => []);
    onRpc("relationship.stakeholder", "action_plan_next_step", ({ args }) => {
        expect(args).toEqual([[1]]);
        steps = [makeStep(1, { urgency: 10, state: "planned", activity_type: false })];
        return { type: "ir.actions.client", tag: "display_notification" };
    });
    const map = { can_write: true };
    await mountWithCleanup(NextSteps, { props: { mapId: 1, map } });
    expect("tbody tr").toHaveCount(2);
    expect("[data-person='1'] td:nth-child(5)").toHaveText(/in 8 of 12 cases/);
    expect("[data-person='2'] .o_rn_plan").toHaveCount(0);
    expect("[data-person='2'] .o_rn_way").toHaveCount(1);
    expect(".o_rn_reached").toHaveText("One person is where we want them.");
    expect(".o_rn_silent").toHaveCount(0);
    await click("[data-person='1'] .o_rn_plan");
    await settle();
    expect("[data-person='1']").toHaveAttribute("data-state", "planned");
    expect(".o_rn_plan").toHaveCount(0);
});

test.tags("desktop");
test("the badge of the map opens the gaps; to assess selects the person", async () => {
    const server = serveMap(makeSmallMap());
    server.gaps = [makeGap("not_assessed", { items: [{ key: 2, name: "Bruno Costa" }] })];
    server.nextStep = makeStep(2);
    class Parent extends Component {
        static components = { RelationshipMap };
        static template = xml`
            <div style="width: 1300px; height: 720px;">
                <RelationshipMap mapId="1" onOpenMap="() => {}"/>
            </div>`;
        static props = ["*"];
    }
    await mountWithCleanup(Parent);
    await settle();
    await click(".o_rm_gap_button");
    await settle();
    expect(".o_rm_gaps").toHaveCount(1);
    expect(".o_rm_gap_button").toHaveAttribute("aria-pressed", "true");
    await click("[data-gap=not_assessed] .o_rg_close");
    await settle();
    expect(".o_rm_gaps").toHaveCount(0);
    expect(".o_rm_panel h4").toHaveText("Bruno Costa");
    expect(".o_rm_next_step").toHaveText(/in 8 of 12 cases/);
    await click(".o_rm_panel .btn-close");
    await settle();
    expect(".o_rm_gaps").toHaveCount(1);
});
