import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts, select } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

import { RPCError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { getDefaultConfig } from "@web/views/view";

import { RelationshipDashboard } from "@relationship_network/dashboard/dashboard";
import { DashboardBars } from "@relationship_network/dashboard/dashboard_bars";
import { DashboardFigure } from "@relationship_network/dashboard/dashboard_figure";
import { DashboardList } from "@relationship_network/dashboard/dashboard_list";
import { DashboardTrend } from "@relationship_network/dashboard/dashboard_trend";
import { formatChange, formatValue } from "@relationship_network/dashboard/dashboard_format";

defineMailModels();

const ACTION = { type: "ir.actions.act_window", res_model: "relationship.map" };

function makeFigure(values = {}) {
    return {
        name: "closeness",
        label: "Closeness of all accounts",
        value: 15.4,
        kind: "signed_percent",
        action: ACTION,
        ...values,
    };
}

function makeTrend(values = [10, null, 15]) {
    return {
        label: "Closeness",
        kind: "signed_percent",
        points: values.map((value, i) => ({ date: `2026-0${i + 1}-01`, value })),
    };
}

function makeList(values = {}) {
    return {
        name: "accounts",
        title: "Accounts",
        columns: [
            { name: "name", label: "Account", kind: "text" },
            { name: "closeness", label: "Closeness", kind: "signed_percent" },
            { name: "change", label: "Change", kind: "change" },
            { name: "status", label: "Status", kind: "status" },
        ],
        rows: [
            {
                id: 1,
                name: "Acme",
                closeness: -60.6,
                change: -12,
                since: "2026-01-01",
                status: "red",
                target: ["relationship.map", 1, "action_open_analysis"],
            },
            {
                id: 2,
                name: "Ecma",
                closeness: null,
                change: null,
                since: null,
                status: "green",
                target: ["res.partner", 2],
            },
        ],
        empty: "No account fits these filters.",
        action: ACTION,
        ...values,
    };
}

function makeData(filters = {}, values = {}) {
    return {
        filters: { reading: "company", team_id: false, order: "loss", ...filters },
        definitions: [
            {
                name: "reading",
                label: "Whose connections",
                options: ["mine", "team", "company", "competitor"].map((name) => [name, name]),
                default: "company",
            },
            {
                name: "team_id",
                label: "Sales team",
                options: [
                    [false, "All teams"],
                    [7, "Steel"],
                ],
                default: false,
            },
            { name: "user_id", label: "Salesperson", options: [[false, "All"]], default: false },
            {
                name: "order",
                question: "accounts",
                label: "Order",
                options: [
                    ["loss", "Loss"],
                    ["gain", "Gain"],
                ],
                default: "loss",
            },
        ],
        date_from: "2026-01-01",
        date_to: "2026-03-01",
        currency_id: 1,
        is_empty: false,
        alerts: [],
        questions: [
            {
                name: "accounts",
                title: "How close?",
                figures: [makeFigure()],
                trend: makeTrend(),
                bars: { name: "status", title: "Status", bars: [] },
                lists: [makeList(), makeList({ name: "others", title: "Others", rows: [] })],
            },
        ],
        ...values,
    };
}

const common = { currencyId: 1, onList: () => {} };

async function mountDashboard(props = {}) {
    const env = await makeMockEnv({ config: getDefaultConfig() });
    return mountWithCleanup(RelationshipDashboard, { env, props });
}

describe("values", () => {
    test("every kind has its format, nothing is a dash", async () => {
        await makeMockEnv();
        expect(formatValue(15.4, "signed_percent")).toBe("+15 %");
        expect(formatValue(0, "signed_percent")).toBe("0 %");
        expect(formatValue(66.7, "percent")).toBe("67 %");
        expect(formatValue(1234, "integer")).toBe("1,234");
        expect(formatValue(2.5, "number")).toBe("2.5");
        expect(formatValue(840000, "amount", 1)).toMatch(/840k/);
        expect(formatValue(1250000, "amount", 1)).toMatch(/1\.3M/);
        expect(formatValue(null, "percent")).toBe("–");
        expect([12.4, 0.2, -3].map(formatChange)).toEqual(["+12", "±0", "−3"]);
    });
});

describe("parts", () => {
    test("a figure says its change and leads to its list", async () => {
        await mountWithCleanup(DashboardFigure, {
            props: {
                ...common,
                figure: makeFigure({ change: -4.2, since: "2026-01-01", note: "3 of 4" }),
                onList: (action) => expect.step(action.res_model),
            },
        });
        expect(".o_rd_value").toHaveText("+15 %");
        expect(".o_rd_change").toHaveText("−4");
        expect(".o_rd_change").toHaveClass("text-danger");
        expect(".o_rd_change").toHaveAttribute("title", "−4 since 01/01/2026");
        expect(".o_rd_note").toHaveText("3 of 4");
        await click(".o_rd_figure");
        expect.verifySteps(["relationship.map"]);
    });

    test("bars say everything in words", async () => {
        const bar = { kind: "percent", tone: "neutral", action: ACTION };
        const bars = [
            { ...bar, name: "high", label: "Over 100 %", value: 60, share: 0.6, note: "5 cases" },
            {
                ...bar,
                name: "low",
                label: "Below 0 %",
                value: null,
                share: null,
                note: "too few cases (4)",
            },
        ];
        await mountWithCleanup(DashboardBars, {
            props: { ...common, bars: { name: "win_rate", title: "Win rate", bars } },
        });
        expect("[name=high]").toHaveAttribute("aria-label", "Over 100 %, 60 %, 5 cases");
        expect("[name=high] .o_rd_fill").toHaveAttribute("style", /width: 60%/);
        expect("[name=low] .o_rd_bar_value").toHaveText("too few cases (4)");
    });

    test("a list opens its rows and all of them", async () => {
        await mountWithCleanup(DashboardList, {
            props: {
                ...common,
                list: makeList(),
                onList: () => expect.step("all"),
                onTarget: ([model, id]) => expect.step(`${model} ${id}`),
            },
        });
        expect(queryAllTexts("tbody tr:first-child td")).toEqual(["Acme", "-61 %", "−12", ""]);
        expect(queryAllTexts("tbody tr:last-child td")).toEqual(["Ecma", "–", "–", ""]);
        expect("tbody tr:first-child .o_rd_dot").toHaveAttribute("aria-label", "Red");
        await click("tbody tr:first-child td:last-child");
        await click("tbody tr:last-child button");
        await click(".o_rd_all");
        expect.verifySteps(["relationship.map 1", "res.partner 2", "all"]);
    });

    test("an empty list says so", async () => {
        await mountWithCleanup(DashboardList, {
            props: { ...common, list: makeList({ rows: [] }), onTarget: () => {} },
        });
        expect(".o_rd_list").toHaveText("No account fits these filters.");
    });

    test("a line is told in words", async () => {
        await mountWithCleanup(DashboardTrend, { props: { trend: makeTrend() } });
        expect("canvas").toHaveAttribute(
            "aria-label",
            "Closeness over time. 01/01/2026: +10 %, 03/01/2026: +15 %"
        );
    });

    test("one point is no line", async () => {
        await mountWithCleanup(DashboardTrend, {
            props: { trend: makeTrend([null, null, 15]) },
        });
        expect("canvas").toHaveCount(0);
        expect(".o_rd_trend_empty").toHaveCount(1);
    });
});

describe("page", () => {
    test("filters are asked for, told and remembered", async () => {
        onRpc("relationship.dashboard", "get_data", ({ args }) => {
            expect.step(args);
            return makeData(args[0]);
        });
        patchWithCleanup(user, {
            setUserSettings: (name, { team_id }) => expect.step([name, team_id]),
        });
        await mountDashboard({
            onFilters: ({ team_id }) => expect.step(["told", team_id]),
        });
        expect.verifySteps([[], ["told", false]]);
        expect(".o_rd_filter[name=user_id]").toHaveCount(0);
        expect(".o_rd_question .o_rd_filter[name=order]").toHaveCount(1);
        await click(".o_rd_filter[name=team_id]");
        await select("1");
        await animationFrame();
        const filters = { reading: "company", team_id: 7, order: "loss" };
        expect.verifySteps([
            [filters],
            ["told", 7],
            ["relationship_dashboard_filters", 7],
        ]);
        expect(".o_rd_filter[name=team_id]").toHaveClass("o_rd_filter_set");
    });

    test("a card shows one list at a time", async () => {
        onRpc("relationship.dashboard", "get_data", () => makeData());
        await mountDashboard();
        expect(".o_rd_list").toHaveAttribute("data-name", "accounts");
        await click(".o_rd_tab[name=others]");
        await animationFrame();
        expect(".o_rd_list").toHaveAttribute("data-name", "others");
        expect(".o_rd_tab[name=others]").toHaveAttribute("aria-pressed", "true");
    });

    test("rows open by a method or as a form", async () => {
        onRpc("relationship.dashboard", "get_data", () => makeData());
        onRpc("relationship.map", "action_open_analysis", () => ({ tag: "analysis" }));
        mockService("action", {
            doAction: ({ tag, res_model }) => expect.step(tag || res_model),
        });
        await mountDashboard();
        await click("tbody tr:first-child button");
        await animationFrame();
        await click("tbody tr:last-child button");
        await animationFrame();
        expect.verifySteps(["analysis", "res.partner"]);
    });

    test("alerts lead to their lists", async () => {
        const alert = { name: "high", label: "High", value: 3, tone: "danger", action: ACTION };
        onRpc("relationship.dashboard", "get_data", () => makeData({}, { alerts: [alert] }));
        mockService("action", { doAction: ({ res_model }) => expect.step(res_model) });
        await mountDashboard();
        expect(".o_rd_alert").toHaveText("3 High");
        await click(".o_rd_alert");
        expect.verifySteps(["relationship.map"]);
    });

    test("an empty database says what to do", async () => {
        onRpc("relationship.dashboard", "get_data", () =>
            makeData({}, { is_empty: true, questions: [] })
        );
        mockService("action", { doAction: (name) => expect.step(name) });
        await mountDashboard();
        expect(".o_rd_filters").toHaveCount(0);
        await click(".o_rd_create");
        await click(".o_rd_import");
        expect.verifySteps([
            "relationship_network.relationship_map_action_account",
            "relationship_network.relationship_import_action",
        ]);
    });

    test("a refused filter is explained", async () => {
        onRpc("relationship.dashboard", "get_data", () => {
            const error = new RPCError("Refused");
            error.data = { message: "There is no such filter." };
            throw error;
        });
        await mountDashboard({ filters: { colour: "red" } });
        expect("[role=alert]").toHaveCount(1);
    });
});
