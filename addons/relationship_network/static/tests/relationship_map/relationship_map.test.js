import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, drag, keyDown, keyUp, press, queryAll, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { contains, makeServerError, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { RelationshipMap } from "@relationship_network/relationship_map/relationship_map";
import { makeCrowd, makeData, makeSmallMap, serveMap } from "./map_test_data";

defineMailModels();

const card = (id) => `.o_rm_svg [data-key=p${id}]`;
const STAKEHOLDER = "relationship.stakeholder";

async function settle() {
    await advanceTime(300);
    for (let i = 0; i < 4; i++) {
        await animationFrame();
    }
}

async function mountMap(data = makeSmallMap()) {
    class Parent extends Component {
        static components = { RelationshipMap };
        static template = xml`
            <div style="width: 1300px; height: 720px;">
                <RelationshipMap mapId="1" onOpenMap="() => {}"/>
            </div>`;
        static props = ["*"];
    }
    const server = serveMap(data);
    await mountWithCleanup(Parent);
    await settle();
    return server;
}

function readOnly(data) {
    data.map.can_write = false;
    return data;
}

/** Write a command to the end of the queue has been answered. */
async function clickAndSettle(selector) {
    await click(selector);
    await settle();
}

async function pressAndSettle(key) {
    await press(key);
    await settle();
}

test.tags("desktop");
test("a card shows the level by sign and shape, and says everything in words", async () => {
    await mountMap();
    expect(`${card(1)} .o_rm_star`).toHaveCount(1);
    expect(queryOne(`${card(1)} .o_rm_sign_text`).textContent).toBe("+");
    expect(queryOne(`${card(2)} .o_rm_sign_text`).textContent).toBe("?");
    expect(queryOne(`${card(3)} .o_rm_sign_text`).textContent).toBe("−−");
    const shape = (id) => queryOne(`${card(id)} .o_rm_sign`).getAttribute("d");
    expect(shape(1)).not.toBe(shape(3));
    expect(card(3)).toHaveAttribute("aria-label", "Clara Duval, Job 3, Strong Oppose");
    expect(card(4)).toHaveAttribute("aria-level", "3");
});

test.tags("desktop");
test("the header tells closeness, coverage, status, counts and gaps", async () => {
    await mountMap();
    expect(".o_rm_closeness").toHaveText("+50 %");
    expect(".o_rm_coverage").toHaveText(/60 %/);
    expect(".o_rm_status").toHaveAttribute("data-status", "amber");
    expect(queryAll(".o_rm_counts button .o_rm_level_icon")).toHaveLength(6);
    expect(".o_rm_gap_button").toHaveText("Gaps 1");
    expect(".o_rm_gap_button").toHaveAttribute("title", "No champion.");
});

test.tags("desktop");
test("an empty map teaches what to do", async () => {
    await mountMap(makeData());
    expect(".o_rm_empty").toHaveText(/Nobody is on this map yet/);
    expect(".o_rm_empty button").toHaveCount(3);
});

test.tags("desktop");
test("a click on the level offers the scale, and a click there writes it", async () => {
    const server = await mountMap();
    const { x, y, width, height } = queryOne(`${card(2)} [data-act=level]`).getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    expect(hit.closest("[data-act]")).toHaveAttribute("data-act", "level");
    await clickAndSettle(hit);
    await contains(".o_rm_level_picker input").edit("Met at the fair", { confirm: false });
    await clickAndSettle(".o_rm_level_picker [data-feature=level][data-level='2']");
    const values = { level: "2", change_reason: "Met at the fair" };
    expect(server.writes).toEqual([[STAKEHOLDER, "write", [2], values]]);
    expect(queryOne(`${card(2)} .o_rm_sign_text`).textContent).toBe("++");
});

test.tags("desktop");
test("keys walk along the tree, set levels, undo and redo", async () => {
    const server = await mountMap();
    await click(".o_rm_svg");
    await pressAndSettle("ArrowDown");
    expect(".o_rm_svg [aria-selected=true]").toHaveAttribute("data-key", "p1");
    await pressAndSettle("ArrowDown");
    const key = queryOne(".o_rm_svg [aria-selected=true]").dataset.key;
    expect(key).toMatch(/p[23]/);
    expect(".o_rm_svg").toHaveAttribute("aria-activedescendant", /p[23]$/);
    await pressAndSettle("Enter");
    expect(".o_rm_panel").toHaveCount(1);
    await pressAndSettle("1");
    expect(server.writes.at(-1)[3]).toEqual({ level: "2" });
    await press(["Control", "z"]);
    await settle();
    expect(server.writes.at(-1)[3].level).not.toBe("2");
    await press(["Control", "y"]);
    await settle();
    expect(server.writes.at(-1)[3]).toEqual({ level: "2" });
    await pressAndSettle("0");
    expect(server.writes.at(-1)[3]).toEqual({ level: false });
    await pressAndSettle("Escape");
    expect(".o_rm_panel").toHaveCount(0);
});

test.tags("desktop");
test("M and Enter choose a new superior, Delete removes, undo brings back", async () => {
    const server = await mountMap();
    await clickAndSettle(`${card(4)} .o_rm_name`);
    await pressAndSettle("m");
    expect(".o_rm_mode").toHaveText(/Move Dora Egger/);
    await clickAndSettle(`${card(2)} .o_rm_name`);
    expect(server.writes.at(-1)).toEqual([STAKEHOLDER, "write", [4], { reports_to_id: 2 }]);
    expect(".o_rm_mode").toHaveCount(0);
    await click(".o_rm_svg");
    await clickAndSettle(`${card(4)} .o_rm_name`);
    await pressAndSettle("Delete");
    expect(card(4)).toHaveCount(0);
    await press(["Control", "z"]);
    await settle();
    expect(card(4)).toHaveCount(1);
});

test.tags("desktop");
test("L and Enter draw a link to the person chosen with the arrows", async () => {
    const server = await mountMap();
    await clickAndSettle(`${card(3)} .o_rm_name`);
    await pressAndSettle("l");
    await pressAndSettle("ArrowUp");
    await pressAndSettle("Enter");
    await clickAndSettle(".o_rm_link_editor [data-strength='5']");
    await clickAndSettle(".o_rm_link_save");
    const [model, method, [values]] = server.writes.at(-1);
    expect([model, method]).toEqual(["relationship.link", "create"]);
    expect(values).toMatchObject({ source_id: 103, target_id: 101, type_id: 1, strength: 5 });
    expect(".o_rm_link").toHaveCount(3);
});

test.tags("desktop");
test("dragging a card onto another one moves the person there", async () => {
    const server = await mountMap();
    const { moveTo, drop } = await drag(`${card(4)} .o_rm_name`);
    await moveTo(`${card(2)} .o_rm_name`);
    expect(queryOne(".o_rm_ghost text").textContent).toBe("Dora Egger");
    await drop();
    await settle();
    expect(server.writes).toEqual([[STAKEHOLDER, "write", [4], { reports_to_id: 2 }]]);
    expect(".o_rm_panel").toHaveCount(0);
});

test.tags("desktop");
test("nobody can be dragged below the own reports", async () => {
    const server = await mountMap();
    const { drop } = await drag(`${card(3)} .o_rm_name`);
    await drop(`${card(4)} .o_rm_name`);
    await settle();
    expect(server.writes).toEqual([]);
});

test.tags("desktop");
test("dragging into the parking list takes somebody out, and back into the tree", async () => {
    const server = await mountMap();
    await (await drag(`${card(4)} .o_rm_name`)).drop(".o_rm_parking");
    await settle();
    expect(server.writes.at(-1)[3]).toEqual({
        reports_to_id: false,
        department_id: false,
        is_parked: true,
    });
    await (await drag(".o_rm_parking [data-key=p5]")).drop(`${card(2)} .o_rm_name`);
    await settle();
    expect(server.writes.at(-1)).toEqual([
        STAKEHOLDER,
        "write",
        [5],
        { reports_to_id: 2, department_id: 1 },
    ]);
});

test.tags("desktop");
test("dragging with Shift draws a link", async () => {
    const server = await mountMap();
    await keyDown("Shift");
    await (await drag(`${card(2)} .o_rm_name`)).drop(`${card(3)} .o_rm_name`);
    await keyUp("Shift");
    await settle();
    await contains(".o_rm_link_type").select("2");
    await clickAndSettle(".o_rm_link_save");
    expect(server.writes.at(-1)[2][0]).toMatchObject({
        source_id: 102,
        target_id: 103,
        type_id: 2,
    });
});

test.tags("desktop");
test("what the server refuses is said, and the drawing stays as it was", async () => {
    const server = await mountMap();
    server.refuse = () => {
        throw makeServerError({ type: "ValidationError", message: "No cycles, please." });
    };
    await clickAndSettle(`${card(2)} .o_rm_name`);
    await pressAndSettle("1");
    expect(".o_notification").toHaveText(/No cycles, please/);
    expect(queryOne(`${card(2)} .o_rm_sign_text`).textContent).toBe("?");
    expect(".o_rm_undo").toHaveAttribute("disabled");
});

test.tags("desktop");
test("readers see everything and can change nothing", async () => {
    const server = await mountMap(readOnly(makeSmallMap()));
    expect(".o_rm_add, .o_rm_undo, .o_rm_handle").toHaveCount(0);
    await clickAndSettle(`${card(2)} [data-act=level]`);
    expect(".o_rm_level_picker").toHaveCount(0);
    expect(".o_rm_panel").toHaveCount(1);
    expect(".o_rm_panel select, .o_rm_panel input:not([disabled])").toHaveCount(0);
    expect(".o_rm_levels button:not([disabled])").toHaveCount(0);
    expect(".o_rm_edit_link, .o_rm_start_move, .o_rm_start_link").toHaveCount(0);
    for (const key of ["1", "m", "l", "Delete"]) {
        await pressAndSettle(key);
    }
    await (await drag(`${card(4)} .o_rm_name`)).drop(`${card(2)} .o_rm_name`);
    await settle();
    expect(server.writes).toEqual([]);
    expect(".o_rm_mode").toHaveCount(0);
});

test.tags("desktop");
test("search jumps to a person, also when folded away", async () => {
    await mountMap();
    await clickAndSettle(`${card(1)} .o_rm_name`);
    await pressAndSettle(" ");
    expect(card(4)).toHaveCount(0);
    await contains(".o_rm_search input").edit("dora", { confirm: false });
    await settle();
    await pressAndSettle("Enter");
    expect(card(4)).toHaveAttribute("aria-selected", "true");
    expect(".o_rm_panel").toHaveText(/Dora Egger/);
});

test.tags("desktop");
test("filters fade other people and hide kinds of lines", async () => {
    await mountMap();
    await clickAndSettle(".o_rm_counts [data-level='-2']");
    expect(".o_rm_card.o_rm_filtered").toHaveCount(4);
    expect(card(3)).not.toHaveClass("o_rm_filtered");
    expect(".o_rm_link").toHaveCount(2);
    await clickAndSettle(".o_rm_toolbar .fa-filter");
    await clickAndSettle(".o_rm_filter input[name=knows]");
    expect(".o_rm_link").toHaveCount(1);
    await clickAndSettle(".o_rm_filter button");
    expect(".o_rm_filtered").toHaveCount(0);
    expect(".o_rm_link").toHaveCount(2);
});

test.tags("desktop");
test("contacts of the account are offered unless they are on the map", async () => {
    const server = await mountMap();
    onRpc("res.partner", "search_read", ({ kwargs }) => {
        expect(kwargs.domain).toInclude(["id", "not in", [101, 102, 103, 104, 105]]);
        return [{ id: 300, name: "Zoe Zimmer", function: "Buyer", email: false }];
    });
    await clickAndSettle(".o_rm_add");
    await clickAndSettle(".o_rm_add_contact");
    await clickAndSettle("[data-contact='300'] input");
    await clickAndSettle(".o_rm_add_confirm");
    expect(server.writes.at(-1)[2]).toEqual([
        { map_id: 1, partner_id: 300, department_id: false, reports_to_id: false, is_parked: true },
    ]);
    expect(".o_rm_parked").toHaveCount(2);
});

test.tags("desktop");
test("a large map draws only what is in sight", async () => {
    await mountMap(makeCrowd(400));
    expect(".o_rm_svg").toHaveClass("o_rm_detail_dots");
    expect(".o_rm_card").toHaveCount(0);
    expect(".o_rm_blocks path").not.toHaveCount(0);
    await contains(".o_rm_search input").edit("Person 7", { confirm: false });
    await pressAndSettle("Enter");
    expect(".o_rm_svg").toHaveClass("o_rm_detail_full");
    const shown = queryAll(".o_rm_card").length;
    expect(shown).toBeGreaterThan(3);
    expect(shown).toBeLessThan(300);
});
