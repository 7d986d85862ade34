import { beforeEach, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { WhatIf } from "@relationship_network/analysis/what_if/what_if";

import { makePerson } from "../relationship_map/map_test_data";
import { LEVELS, makeAnalysisMap } from "./analysis_test_data";

defineMailModels();

function makeFigures(closeness, status = "red", verdict = "unfavourable") {
    return {
        closeness,
        coverage: 100,
        status,
        status_label: status.toUpperCase(),
        status_reason: "Because",
        outlook: {
            verdict,
            label: verdict,
            sentence: "So it is",
            supporting: 50,
            undecided: 30,
            opposing: 20,
        },
    };
}

const PEOPLE = [
    makePerson(1, { name: "Anna", level: "0" }),
    makePerson(2, { name: "Bruno", level: "2" }),
];
let calls;

beforeEach(() => {
    calls = [];
    const result = {
        before: makeFigures(0),
        after: makeFigures(0),
        levers: [
            {
                person_id: 1,
                level: "1",
                points: 80,
                reasons: ["The status turns Green", "Closeness +50 %"],
                after: makeFigures(50),
            },
        ],
        rejected: [{ person_id: 2, why: "Supports us strongly already" }],
    };
    onRpc("relationship.map", "get_simulation_data", () => ({
        people: PEOPLE.map((person) => ({ ...person })),
        levels: LEVELS,
        ...result,
    }));
    onRpc("relationship.map", "simulate", ({ args: [, changes] }) => {
        calls.push(JSON.parse(JSON.stringify(changes)));
        return { ...result, after: makeFigures(50, "green", "favourable") };
    });
});

function mountWhatIf(values) {
    return mountWithCleanup(WhatIf, { props: { mapId: 1, map: makeAnalysisMap(values) } });
}

test("another level shows what follows, and back to today", async () => {
    await mountWhatIf();
    expect("[data-person='1'] [data-level='0']").toHaveAttribute("aria-checked", "true");
    await click("[data-person='1'] [data-level='2']");
    await animationFrame();
    expect(calls).toEqual([{ 1: { level: "2" } }]);
    expect(queryAllTexts(".o_ra_status")).toEqual(["RED", "GREEN"]);
    expect(queryAllTexts(".o_ra_verdict")).toEqual(["unfavourable", "favourable"]);
    expect(".o_ra_gain").toHaveText("+50 %");
    expect("tr[data-person='1']").toHaveClass("o_ra_changed");
    // The level of today again is no change.
    await click("[data-person='1'] [data-level='0']");
    await animationFrame();
    expect(calls.at(-1)).toEqual({});
    expect(".o_ra_changed").toHaveCount(0);
});

test("powers, and everything back at once", async () => {
    await mountWhatIf();
    await click("[data-person='2'] [name=has_veto]");
    await animationFrame();
    await click("[data-person='1'] [data-level='-2']");
    await animationFrame();
    expect(calls.at(-1)).toEqual({ 1: { level: "-2" }, 2: { has_veto: true } });
    await click(".o_ra_reset_all");
    await animationFrame();
    expect(calls.at(-1)).toEqual({});
    expect("[data-person='2'] [name=has_veto]").not.toBeChecked();
});

test("levers with reasons can be tried and become targets", async () => {
    onRpc("relationship.stakeholder", "write", ({ args }) => {
        expect.step(args);
        return true;
    });
    await mountWhatIf();
    expect(queryAllTexts(".o_ra_reason")).toEqual(["The status turns Green ·", "Closeness +50 %"]);
    expect(".o_ra_rejected").toHaveText(/Why others are not listed/);
    await click(".o_ra_try");
    await animationFrame();
    expect(calls).toEqual([{ 1: { level: "1" } }]);
    await click(".o_ra_target");
    await animationFrame();
    expect.verifySteps([[[1], { target_level: "1" }]]);
    expect(".o_ra_target").toHaveCount(0);
});

test("who may not write sets no targets", async () => {
    await mountWhatIf({ can_write: false });
    await click("[data-person='1'] [data-level='2']");
    await animationFrame();
    expect(".o_ra_reset").toHaveCount(1);
    expect(".o_ra_target").toHaveCount(0);
});
