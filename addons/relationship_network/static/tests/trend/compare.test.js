import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts, setInputRange } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { allowTranslations, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { MapComparison } from "@relationship_network/relationship_map/compare/map_comparison";
import { RelationshipMap } from "@relationship_network/relationship_map/relationship_map";

import { makeSmallMap, serveMap } from "../relationship_map/map_test_data";

defineMailModels();

const day = (date, closeness, occasion = "rebuilt") => ({ date, closeness, occasion });

/** Anna rose, Bruno came, Clara fell, Dora stayed; Frida left. */
function makeKept() {
    return {
        days: [
            day("2025-01-06", 0),
            day("2026-01-05", -50),
            day("2026-06-01", 0),
            day("2026-12-28", 40, "now"),
        ],
        people: [
            { id: 1, name: "Anna Berg", levels: [[0, "-1"], [2, "1"]], active: true },
            { id: 2, name: "Bruno Costa", levels: [[0, false], [2, ""]], active: true },
            { id: 3, name: "Clara Duval", levels: [[0, ""], [3, "-2"]], active: true },
            { id: 4, name: "Dora Egger", levels: [[0, ""]], active: true },
            { id: 6, name: "Frida Gross", levels: [[0, "2"], [3, false]], active: false },
        ],
    };
}

function makeComparison(since) {
    allowTranslations();
    return new MapComparison(makeKept(), makeSmallMap(), since);
}

function kinds(comparison) {
    return Object.fromEntries(comparison.changes.map(({ name, kind }) => [name, kind]));
}

test("who rose, fell, came and left between two days", () => {
    const comparison = makeComparison();
    expect(kinds(comparison)).toEqual({
        "Anna Berg": "rose",
        "Bruno Costa": "came",
        "Clara Duval": "fell",
        "Dora Egger": "same",
        "Frida Gross": "left",
    });
    comparison.move("to", 1);
    expect(kinds(comparison)).toEqual({
        "Anna Berg": "same",
        "Bruno Costa": "absent",
        "Clara Duval": "same",
        "Dora Egger": "same",
        "Frida Gross": "same",
    });
});

test("a year ago is the earlier day; the days cannot pass each other", () => {
    const comparison = makeComparison("2026-01-20");
    expect([comparison.from, comparison.to]).toEqual([1, 3]);
    expect(makeComparison("2024-01-01").from).toBe(0);
    comparison.move("to", 0);
    expect([comparison.from, comparison.to]).toEqual([0, 0]);
    comparison.move("from", 2);
    expect([comparison.from, comparison.to]).toEqual([2, 2]);
    comparison.move("to", 99);
    expect(comparison.to).toBe(3);
});

test("the map of the later day can be read only", () => {
    const comparison = makeComparison();
    comparison.move("to", 2);
    const { map, people, departments } = comparison.dataThen;
    expect(map.can_write).toBe(false);
    const [anna, bruno, clara, , emil] = people;
    expect([anna.level, anna.change]).toEqual([
        "1",
        { kind: "rose", label: "Oppose → Support", sign: "▲2" },
    ]);
    expect([bruno.level, bruno.change.label]).toEqual([false, "Came: Not assessed"]);
    expect([clara.level, clara.change.sign]).toEqual([false, ""]);
    // Whose past nobody knows was not there.
    expect(emil.change.kind).toBe("absent");
    // Bruno, Clara and Dora, none of them assessed.
    expect([departments[0].closeness, departments[0].coverage]).toEqual([0, 0]);
    comparison.move("to", 3);
    expect(Math.round(comparison.dataThen.departments[0].closeness)).toBe(-67);
});

async function settle() {
    await advanceTime(300);
    for (let i = 0; i < 4; i++) {
        await animationFrame();
    }
}

async function mountMap(kept = makeKept()) {
    mockDate("2026-12-28 12:00:00");
    onRpc("relationship.map", "get_comparison_data", ({ args }) => {
        expect.step("get_comparison_data");
        expect(args).toEqual([[1]]);
        return kept;
    });
    class Parent extends Component {
        static components = { RelationshipMap };
        static template = xml`
            <div style="width: 1300px; height: 720px;">
                <RelationshipMap mapId="1" onOpenMap="() => {}"/>
            </div>`;
        static props = ["*"];
    }
    serveMap(makeSmallMap());
    await mountWithCleanup(Parent);
    await settle();
    await click(".o_rm_compare_button");
    await settle();
}

const card = (id) => `.o_rm_svg [data-key=p${id}]`;
const figures = () => queryAllTexts(".o_rm_compare_figures [data-end]");

test("the slider shows the past, and today comes back", async () => {
    await mountMap();
    expect(figures()).toEqual(["0 %\n01/06/2025", "+40 %\ntoday"]);
    expect(".o_rm_compare_button").toHaveAttribute("aria-pressed", "true");
    expect(`${card(1)}.o_rm_card_rose`).toHaveCount(1);
    expect(`${card(2)}.o_rm_card_came`).toHaveCount(1);
    expect(`${card(3)}.o_rm_card_fell`).toHaveCount(1);
    expect(".o_rm_left").toHaveText("Left: Frida Gross");
    expect(".o_rm_changes").toHaveText(/1 rose.*1 fell.*1 came.*1 left/s);
    expect(card(1)).toHaveAttribute("aria-label", /Support.*Oppose → Support/);
    expect(".o_rm_add, .o_rm_undo").toHaveCount(0);

    await setInputRange("input[name=to]", 2);
    await settle();
    expect(figures()).toEqual(["0 %\n01/06/2025", "0 %\n06/01/2026"]);
    expect("input[name=to]").toHaveAttribute(
        "aria-valuetext",
        "06/01/2026, closeness 0 %"
    );
    expect(".o_rm_left").toHaveCount(0);
    await setInputRange("input[name=to]", 1);
    await settle();
    expect(`${card(2)}.o_rm_card_absent`).toHaveCount(1);

    await click(".o_rm_compare_close");
    await settle();
    expect(".o_rm_compare").toHaveCount(0);
    expect(".o_rm_header .o_rm_closeness").toHaveText("+50 %");
    expect(".o_rm_add").toHaveCount(1);
    expect(".o_rm_card_rose, .o_rm_card_absent").toHaveCount(0);
    expect.verifySteps(["get_comparison_data"]);
});

test("playing runs from the earlier day to today without asking the server", async () => {
    await mountMap();
    await click(".o_rm_play");
    await animationFrame();
    expect(figures()[1]).toBe("0 %\n01/06/2025");
    expect(".o_rm_play").toHaveAttribute("aria-pressed", "true");
    await advanceTime(250);
    await animationFrame();
    expect(figures()[1]).toBe("−50 %\n01/05/2026");
    await advanceTime(500);
    await animationFrame();
    expect(figures()[1]).toBe("+40 %\ntoday");
    expect(".o_rm_play").toHaveAttribute("aria-pressed", "false");
    expect.verifySteps(["get_comparison_data"]);
});

test("who moved is listed and can be found on the map", async () => {
    await mountMap();
    await click(".o_rm_changes");
    await animationFrame();
    expect(queryAllTexts(".o_rm_moved .dropdown-item")).toEqual([
        "Anna Berg\nOppose → Support",
        "Clara Duval\nNot assessed → Strong Oppose",
        "Bruno Costa\nCame: Not assessed",
        "Frida Gross\nLeft: Strong Support",
    ]);
    await click(".o_rm_moved .dropdown-item:contains(Clara)");
    await settle();
    expect(card(3)).toHaveAttribute("aria-selected", "true");
    expect.verifySteps(["get_comparison_data"]);
});

test("nothing to compare yet", async () => {
    await mountMap({ days: [day("2026-12-28", 40, "now")], people: [] });
    expect(".o_rm_compare").toHaveCount(0);
    expect(".o_notification").toHaveText(/nothing to compare yet/);
    expect.verifySteps(["get_comparison_data"]);
});
