import { beforeEach, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { ClosenessDetail } from "@relationship_network/analysis/closeness_detail/closeness_detail";

import { LEVELS, makeAnalysisMap } from "./analysis_test_data";

defineMailModels();

function makeRow(key, kind, values = {}) {
    return {
        key,
        kind,
        parent: false,
        depth: 0,
        name: key,
        weight: 1,
        closeness: 100,
        coverage: 100,
        before: false,
        change: false,
        solution: false,
        price: false,
        ...values,
    };
}

function makePersonRow(key, parent, values) {
    return makeRow(key, "person", {
        id: 7,
        parent,
        depth: 1,
        function: "Buyer",
        level: "1",
        level_before: false,
        owner: false,
        assessed_on: false,
        state: false,
        is_placeholder: false,
        is_key_player: false,
        ...values,
    });
}

const ROWS = [
    makeRow("map", "map", { name: "Acme", closeness: 50, before: -25, change: 75 }),
    makeRow("d1", "department", { name: "Works", is_key: true }),
    makePersonRow("Anna", "d1", { level_before: "-1", change: 200 }),
    makeRow("d2", "department", { name: "Mill", parent: "d1", depth: 1, change: -20 }),
    makePersonRow("Bruno", "d2", { state: "new" }),
    makeRow("account", "group", { name: "No department", change: 0 }),
    makePersonRow("Clara", "account", { state: "left", level: false, closeness: false }),
];

let dates;
beforeEach(() => {
    mockDate("2026-06-01 12:00:00");
    dates = [];
    onRpc("relationship.map", "get_closeness_detail", ({ args: [, date] }) => {
        dates.push(date);
        return { date, levels: LEVELS, rows: ROWS };
    });
});

const props = { mapId: 1, map: makeAnalysisMap() };

test("changes of departments and people, new and left ones", async () => {
    await mountWithCleanup(ClosenessDetail, { props });
    expect(queryAllTexts(".o_ra_change")).toEqual([
        "+75 %",
        "",
        "+200 %",
        "−20 %",
        "New",
        "=",
        "Left",
    ]);
    expect("[data-key=Anna] [title=Oppose]").toHaveCount(1);
    expect(".o_ra_left").toHaveCount(1);
});

test("folding a department hides all below it", async () => {
    await mountWithCleanup(ClosenessDetail, { props });
    await click("[data-key=d1] .o_ra_fold");
    await animationFrame();
    expect(queryAllTexts("tbody th button")).toEqual(["Works", "No department", "Clara"]);
    expect("[data-key=d1] .o_ra_fold").toHaveAttribute("aria-expanded", "false");
    await click(".o_ra_fold_all");
    await animationFrame();
    expect("tbody tr").toHaveCount(7);
    await click(".o_ra_fold_all");
    await animationFrame();
    expect("tbody tr").toHaveCount(3);
});

test("quick choices compare with another day", async () => {
    await mountWithCleanup(ClosenessDetail, { props });
    await click("[data-days='30']");
    await animationFrame();
    await click("[data-days='365']");
    await animationFrame();
    expect(dates).toEqual(["2026-03-03", "2026-05-02", "2025-06-01"]);
    expect("[data-days='365']").toHaveClass("active");
});
