import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

import { user } from "@web/core/user";

import { AlertMenu } from "@relationship_network/alerts/alert_menu";

defineMailModels();

async function mountMenu(found, hasGroup = true) {
    patchWithCleanup(user, { hasGroup: async () => hasGroup });
    onRpc("res.users", "get_relationship_alert_counts", () => {
        expect.step("load");
        return found;
    });
    mockService("action", {
        doAction: (action, options) => expect.step([action, options]),
    });
    await mountWithCleanup(AlertMenu);
    await animationFrame();
}

const FOUND = {
    counts: { critical: 1, warning: 2 },
    newest: [
        { id: 7, message: "Anna can veto", severity: "critical", name: "Aurora" },
        { id: 8, message: "Nobody approves", severity: "warning", name: "Mill" },
    ],
};

test("counts my alerts in the colour of the worst", async () => {
    await mountMenu(FOUND);
    expect(".o_alert_menu_count").toHaveText("3");
    expect(".o_alert_menu_count").toHaveClass("text-bg-danger");
    expect.verifySteps(["load"]);
});

test("opens an alert, or all of mine", async () => {
    await mountMenu(FOUND);
    expect.verifySteps(["load"]);
    await click(".o_alert_menu_button");
    await animationFrame();
    expect(queryAllTexts(".o_alert_menu_item")).toEqual([
        "Anna can veto\nAurora",
        "Nobody approves\nMill",
    ]);
    await click(".o_alert_menu_item");
    await animationFrame();
    expect.verifySteps([
        [
            {
                type: "ir.actions.act_window",
                res_model: "relationship.alert",
                res_id: 7,
                views: [[false, "form"]],
            },
            undefined,
        ],
    ]);
    await click(".o_alert_menu_button");
    await animationFrame();
    await click(".o_alert_menu_all");
    await animationFrame();
    expect.verifySteps([
        [
            "relationship_network.relationship_alert_action",
            {
                additionalContext: { search_default_mine: 1, search_default_open: 1 },
                clearBreadcrumbs: true,
            },
        ],
    ]);
});

test("opens those of one severity", async () => {
    await mountMenu(FOUND);
    await click(".o_alert_menu_button");
    await animationFrame();
    expect(queryAllTexts(".o_alert_menu_severity")).toEqual(["1 Critical", "2 Warning"]);
    await click(".o_alert_menu_severity:contains(Warning)");
    await animationFrame();
    expect.verifySteps([
        "load",
        [
            "relationship_network.relationship_alert_action",
            {
                additionalContext: {
                    search_default_mine: 1,
                    search_default_open: 1,
                    search_default_warning: 1,
                },
                clearBreadcrumbs: true,
            },
        ],
    ]);
});

test("looks again from time to time, while somebody can see it", async () => {
    const found = { counts: { info: 1 }, newest: [] };
    await mountMenu(found);
    expect(".o_alert_menu_count").toHaveClass("text-bg-info");
    found.counts = { critical: 1 };
    await advanceTime(10 * 60 * 1000);
    await animationFrame();
    expect(".o_alert_menu_count").toHaveClass("text-bg-danger");
    expect.verifySteps(["load", "load"]);
    patchWithCleanup(document, { visibilityState: "hidden" });
    await advanceTime(30 * 60 * 1000);
    expect.verifySteps([]);
});

test("says that nothing waits", async () => {
    await mountMenu({ counts: {}, newest: [] });
    expect(".o_alert_menu_count").toHaveCount(0);
    await click(".o_alert_menu_button");
    await animationFrame();
    expect(".o_alert_menu_content").toHaveText(/No relationship alert/);
    expect.verifySteps(["load"]);
});

test("is not there for others", async () => {
    await mountMenu(FOUND, false);
    expect(".o_alert_menu_button").toHaveCount(0);
    expect.verifySteps([]);
});
