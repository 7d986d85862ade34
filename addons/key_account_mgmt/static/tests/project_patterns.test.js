import { expect, test } from "@odoo/hoot";
import { click, queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { ProjectTimeline } from "@key_account_mgmt/fields/project_patterns/project_timeline";

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

class Lead extends models.Model {
    _name = "crm.lead";
    project_patterns = fields.Json();
    _records = [
        {
            id: 1,
            project_patterns: {
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
                warnings: [{ code: "amount", text: "They pay less", action: "Check" }],
            },
        },
    ];
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
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form><field name="project_patterns" widget="project_patterns"/></form>`,
    });
    expect(".o_project_intro").toHaveText(/too few to conclude anything/);
    expect(".o_project_timeline").toHaveCount(0);
    await click(".alert button:contains('Check')");
    await animationFrame();
    expect.verifySteps([[[1], "amount"]]);
});
