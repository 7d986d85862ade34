import { expect, test } from "@odoo/hoot";
import { click, queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { ProjectPatterns } from "@key_account_mgmt/project_patterns/project_patterns";
import { ProjectTimeline } from "@key_account_mgmt/project_patterns/project_timeline";

const TIMELINE = {
    months: 6,
    rows: [
        {
            name: "Now",
            kind: "current",
            is_expected: true,
            points: [
                { step: "initiated", label: "Initiated", months: 0, date: "01/01/2026" },
                { step: "award", label: "Award", months: 3, date: "04/01/2026" },
            ],
        },
        {
            name: "Before",
            kind: "won",
            is_expected: false,
            points: [
                { step: "initiated", label: "Initiated", months: 0, date: "01/01/2024" },
                { step: "award", label: "Award", months: 6, date: "07/01/2024" },
            ],
        },
    ],
};

const PATTERNS = {
    cases: 2,
    cut: 0,
    is_own: true,
    is_anecdotal: true,
    projects: [],
    win_rate: { text: "too few", percent: false, low: 0, high: 0 },
    figures: [],
    criteria: [],
    deciders: [],
    rivals: [],
    reasons: [],
    timeline: { rows: [], months: 0 },
    warnings: [
        { code: "amount", text: "They pay less", action: "Check", is_planned: false },
        { code: "date", text: "They are slow", action: "Ask", is_planned: true },
    ],
};

class Lead extends models.Model {
    _name = "crm.lead";
    _records = [{ id: 1 }];
}
defineMailModels();
defineModels([Lead]);

test("projects are laid over each other from their first day", async () => {
    await mountWithCleanup(ProjectTimeline, { props: { timeline: TIMELINE } });
    const places = queryAll(".o_project_point").map((el) => el.style.left);
    expect(places).toEqual(["0%", "50%", "0%", "100%"]);
    const titles = queryAll(".o_project_point").map((el) => el.title);
    expect(titles[1]).toBe("Award: 04/01/2026 (expected from the earlier ones)");
    expect(titles[3]).toBe("Award: 07/01/2024");
    expect(queryAllTexts(".o_project_tick")).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
});

test("two cases are anecdotes, and a warning becomes an activity", async () => {
    onRpc("action_plan_pattern_warning", ({ args }) => {
        expect.step(args);
        return true;
    });
    onRpc("get_project_patterns", ({ args }) => {
        expect.step(args);
        return PATTERNS;
    });
    await mountWithCleanup(ProjectPatterns, { props: { leadId: 1 } });
    expect.verifySteps([[[1]]]);
    expect(".o_project_intro").toHaveText(/too few to conclude anything/);
    expect(".o_project_timeline").toHaveCount(0);
    expect(".alert button").toHaveCount(1, { message: "the other is planned" });
    await click(".alert button:contains('Check')");
    await animationFrame();
    expect.verifySteps([[[1], "amount"]]);
    expect(".alert button").toHaveCount(0);
});
