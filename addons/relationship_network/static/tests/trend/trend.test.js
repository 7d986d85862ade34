import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { mountWithCleanup, onRpc, preloadBundle } from "@web/../tests/web_test_helpers";

import { TrendChart } from "@relationship_network/trend/trend_chart";
import { TrendPanel } from "@relationship_network/trend/trend_panel";

defineMailModels();
preloadBundle("web.chartjs_lib");

const point = (date, closeness, supporters, opponents, more = {}) => ({
    date,
    closeness,
    coverage: 80,
    supporters,
    neutral: 1,
    opponents,
    unassessed: 2,
    occasion: "daily",
    ...more,
});
const POINTS = [
    point("2026-01-05", -50, 2, 8),
    point("2026-06-01", false, 0, 0),
    point("2026-12-28", 95, 15, 2, { occasion: "now" }),
];

async function mountChart(props = {}) {
    const chart = await mountWithCleanup(TrendChart, {
        props: { points: POINTS, title: "Norrvik Energi", ...props },
    });
    return Chart.getChart(chart.canvasRef.el);
}

test("the chart shows closeness as a line, people on both sides of zero", async () => {
    const chart = await mountChart();
    const [closeness, supporters, opponents] = chart.data.datasets;
    expect(closeness.data.map(({ y }) => y)).toEqual([-50, null, 95]);
    expect(supporters.data.map(({ y }) => y)).toEqual([2, 0, 15]);
    expect(opponents.data.map(({ y }) => Math.abs(y))).toEqual([8, 0, 2]);
    expect([chart.scales.closeness.min, chart.scales.closeness.max]).toEqual([-200, 200]);
    expect(chart.scales.people.min).toBe(-chart.scales.people.max);
});

test("the tooltip speaks plainly", async () => {
    const chart = await mountChart();
    const { title, label, footer } = chart.options.plugins.tooltip.callbacks;
    const items = chart.data.datasets.map((dataset) => ({
        dataset,
        dataIndex: 2,
        raw: dataset.data[2],
    }));
    expect(title(items)).toBe("12/28/2026, now");
    expect(items.map((item) => label(item))).toEqual([
        "Closeness: +95 %",
        "Supporters: 15",
        "Opponents: 2",
    ]);
    expect(footer(items)).toEqual(["Neutral: 1", "Not assessed: 2", "Coverage: 80 %"]);
});

test("what the chart shows can be read aloud", async () => {
    await mountChart();
    expect("canvas").toHaveAttribute(
        "aria-label",
        "Norrvik Energi: closeness −50 % on 01/05/2026, +95 % on 12/28/2026."
    );
    expect(queryAllTexts("tbody tr:first-child > *")).toEqual([
        "01/05/2026",
        "−50 %",
        "80 %",
        "2",
        "1",
        "8",
        "2",
    ]);
    expect(queryAllTexts("tbody tr:nth-child(2) td:nth-child(2)")).toEqual(["–"]);
});

test("a small chart is the line alone", async () => {
    const chart = await mountChart({ compact: true });
    expect(chart.data.datasets.length).toBe(1);
    expect(chart.scales.people).toBe(undefined);
});

async function mountPanel(data) {
    mockDate("2026-12-31 12:00:00");
    onRpc("relationship.map", "get_trend_data", ({ args, kwargs }) => {
        expect(args).toEqual([[7]]);
        expect.step(kwargs.date_from || "all");
        return data;
    });
    await mountWithCleanup(TrendPanel, { props: { mapId: 7 } });
}

test("the panel tells the change, by department too, and asks for other periods", async () => {
    await mountPanel({
        points: POINTS,
        departments: [
            {
                id: 3,
                name: "Grid",
                complete_name: "Operations / Grid",
                is_key: true,
                points: [point("2026-01-05", 100, 1, 0), point("2026-12-28", 0, 0, 0)],
            },
        ],
    });
    expect(".o_rt_headline").toHaveText(/Everybody.*−50 %.*\+95 %.*145 points up/s);
    await click("[data-department='3']");
    await animationFrame();
    expect("[data-department='3']").toHaveAttribute("aria-pressed", "true");
    expect(".o_rt_headline").toHaveText(/Grid.*100 points down/s);
    await click("[data-department='3']");
    await click("[data-range=all]");
    await animationFrame();
    expect(".o_rt_headline").toHaveText(/Everybody/);
    expect("[data-range=all]").toHaveAttribute("aria-pressed", "true");
    expect.verifySteps(["2025-12-31", "all"]);
});

test("nothing kept yet", async () => {
    await mountPanel({ points: [], departments: [] });
    expect(".o_rt_empty").toHaveCount(1);
    expect("canvas").toHaveCount(0);
    expect.verifySteps(["2025-12-31"]);
});
