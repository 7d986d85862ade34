import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { IntroductionPaths } from "@relationship_network/introduction_paths/introduction_paths";
import { RelationshipMap } from "@relationship_network/relationship_map/relationship_map";
import {
    makeData as makeMap,
    makePerson as makeMapPerson,
    serveMap,
} from "./relationship_map/map_test_data";

defineMailModels();
describe.current.tags("desktop");

const CONTACT = 3;

function makePerson(id, name, values = {}) {
    return {
        id,
        name,
        function: false,
        company_name: "Acme",
        is_own: false,
        is_competitor: false,
        ...values,
    };
}

function makeStep(link_id, values = {}) {
    return {
        link_id,
        kind: "knows",
        type_name: "Friend",
        strength: 4,
        confidence: "High",
        origin: false,
        date_start: false,
        rule: false,
        ...values,
    };
}

function makePath(partner_ids, reliability, values = {}) {
    const link_ids = partner_ids.slice(1).map((id, i) => partner_ids[i] * 100 + id);
    return {
        partner_ids,
        link_ids,
        reliability,
        steps: link_ids.map((id) => makeStep(id)),
        request: {
            id: false,
            state: false,
            date_asked: false,
            is_known: false,
            can_ask: true,
            partner_id: partner_ids[0],
        },
        ...values,
    };
}

function makeData(values = {}) {
    return {
        contact_id: CONTACT,
        people: {
            1: makePerson(1, "Ines", { is_own: true }),
            2: makePerson(2, "Bruno"),
            3: makePerson(3, "Clara"),
        },
        paths: [makePath([1, 2, 3], 0.64), makePath([1, 3], 0.2)],
        rejected: [],
        ...values,
    };
}

let data;
beforeEach(() => {
    data = makeData();
    onRpc("res.partner", "get_introduction_data", ({ args, kwargs }) => {
        expect(args).toEqual([[CONTACT]]);
        expect.step(`${kwargs.reading} ${kwargs.lead_id}`);
        return data;
    });
});

async function settle() {
    await advanceTime(300);
    for (let i = 0; i < 4; i++) {
        await animationFrame();
    }
}

const mountPaths = () =>
    mountWithCleanup(IntroductionPaths, { props: { partnerId: CONTACT, leadId: 7 } });

test("paths are chains of people with their reliability", async () => {
    await mountPaths();
    expect.verifySteps(["company 7"]);
    expect(".o_rp_path").toHaveCount(2);
    expect(queryAllTexts(".o_rp_path:first .o_rp_name")).toEqual([
        "Ines",
        "Bruno",
        "Clara",
    ]);
    expect(".o_rp_path:first .fs-3").toHaveText("64 %");
    expect(".o_rp_path:first .o_rp_step").toHaveCount(2);
    expect(".o_rp_path:first .o_rp_step:first").toHaveAttribute(
        "title",
        "Friend\nStrength: 4 of 5\nConfidence: High"
    );
    expect(".o_rp_own").toHaveCount(2);
});

test("the reading can be switched", async () => {
    await mountPaths();
    data = makeData({ paths: [] });
    await click("[data-reading=mine]");
    await animationFrame();
    expect.verifySteps(["company 7", "mine 7"]);
    expect("[data-reading=mine]").toHaveAttribute("aria-pressed", "true");
    expect(".o_rp_empty").toHaveText(/Look at the paths of our whole company/);
});

test("one click asks the first person and opens the mail", async () => {
    onRpc("res.partner", "action_ask_introduction", ({ args, kwargs }) => {
        expect(args).toEqual([[CONTACT], [102, 203]]);
        expect([kwargs.reading, kwargs.lead_id]).toEqual(["company", 7]);
        return { type: "ir.actions.act_window", res_model: "mail.compose.message" };
    });
    mockService("action", { doAction: (action) => expect.step(action.res_model) });
    await mountPaths();
    expect(".o_rp_ask:first").toHaveText("Ask Ines");
    await click(".o_rp_ask:first");
    await animationFrame();
    expect.verifySteps(["company 7", "mail.compose.message"]);
});

test("who was asked already is not asked again", async () => {
    const path = makePath([1, 3], 0.2);
    Object.assign(path.request, { id: 5, state: "Asked", date_asked: "2026-03-01" });
    const known = makePath([1, 2, 3], 0.1);
    Object.assign(known.request, { can_ask: false, is_known: true });
    data = makeData({ paths: [path, known] });
    mockService("action", {
        doAction: ({ res_model, res_id }) => expect.step(`${res_model} ${res_id}`),
    });
    await mountPaths();
    expect(".o_rp_ask").toHaveCount(0);
    expect(".o_rp_path:last").toHaveText(/You know each other/);
    expect(".o_rp_request").toHaveText(/Asked on/);
    await click(".o_rp_request");
    expect.verifySteps(["company 7", "relationship.introduction 5"]);
});

test("reasons why another way is not offered are folded", async () => {
    const path = makePath([1, 3], 0.2, { reason: "Ines and Clara are in conflict." });
    path.steps[0] = makeStep(103, { kind: "conflict", rule: "conflict" });
    data = makeData({ rejected: [path] });
    await mountPaths();
    expect.verifySteps(["company 7"]);
    expect("details.o_rp_rejected").not.toHaveAttribute("open");
    await click(".o_rp_rejected summary");
    await animationFrame();
    expect(".o_rp_rejected .text-danger:first").toHaveText("Ines and Clara are in conflict.");
    expect(".o_rp_rejected .o_rp_forbidden").toHaveCount(1);
});

test("the map makes it obvious for a decider who does not support us", async () => {
    const buyer = { id: 2, name: "Buyer", short_name: "EB", meaning: "economic_buyer" };
    serveMap(
        makeMap({
            people: [
                makeMapPerson(1, { role: buyer, level: "0" }),
                makeMapPerson(2, { role: buyer, level: "1" }),
                makeMapPerson(3, { side: "own" }),
            ],
        })
    );
    mockService("action", { doAction: ({ tag, params }) => expect.step([tag, params]) });
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
    await click(".o_rm_svg [data-key=p1]");
    await settle();
    expect(".o_rm_panel .alert .o_rm_introduce").toHaveText("Who can introduce us?");
    await click(".o_rm_introduce");
    expect.verifySteps([["relationship_network.paths", { partner_id: 101, lead_id: false }]]);
    await click(".o_rm_svg [data-key=p2]");
    await settle();
    expect(".o_rm_panel .alert .o_rm_introduce").toHaveCount(0);
    expect(".o_rm_panel .o_rm_introduce").toHaveCount(1);
    await click(".o_rm_svg [data-key=p3]");
    await settle();
    expect(".o_rm_panel .o_rm_introduce").toHaveCount(0);
});
