import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, press, queryAll } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { makeMockEnv, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { renderMap } from "@relationship_network/relationship_map/export/map_export";
import { MapModel } from "@relationship_network/relationship_map/model/map_model";
import { RelationshipMap } from "@relationship_network/relationship_map/relationship_map";
import { makeSmallMap, serveMap } from "./map_test_data";

defineMailModels();

const card = (id) => `.o_rm_svg [data-key=p${id}]`;
const switchTo = (reading) => `.o_reading_switch [data-reading=${reading}]`;

async function settle() {
    await advanceTime(300);
    for (let i = 0; i < 4; i++) {
        await animationFrame();
    }
}

async function mountMap() {
    class Parent extends Component {
        static components = { RelationshipMap };
        static template = xml`
            <div style="width: 1300px; height: 720px;">
                <RelationshipMap mapId="1" onOpenMap="() => {}"/>
            </div>`;
        static props = ["*"];
    }
    serveMap(makeSmallMap());
    onRpc("res.users.settings", "set_res_users_settings", ({ kwargs }) => {
        expect.step(kwargs.new_settings.relationship_reading);
        return kwargs.new_settings;
    });
    await mountWithCleanup(Parent);
    await settle();
}

test.tags("desktop");
test("the company's reading is the whole map", async () => {
    await mountMap();
    expect(switchTo("company")).toHaveAttribute("aria-pressed", "true");
    expect(".o_rm_closeness").toHaveText("+50 %");
    expect(".o_rm_whole").toHaveCount(0);
    expect(".o_rm_filtered").toHaveCount(0);
    expect(".o_rm_link").toHaveCount(2);
});

test.tags("desktop");
test("a reading dims who does not count and draws only its ties", async () => {
    await mountMap();
    await click(switchTo("team"));
    await settle();
    expect.verifySteps(["team"]);
    expect(switchTo("team")).toHaveAttribute("aria-pressed", "true");
    expect(card(1)).toHaveClass("o_rm_filtered");
    expect(card(3)).not.toHaveClass("o_rm_filtered");
    expect(".o_rm_svg [data-key=c900]").not.toHaveClass("o_rm_filtered");
    expect(queryAll(".o_rm_link").map((link) => link.dataset.link)).toEqual(["2"]);
});

test.tags("desktop");
test("figures of the reading stand beside those of the company", async () => {
    await mountMap();
    await click(switchTo("team"));
    await settle();
    expect(".o_rm_closeness").toHaveText("−200 %");
    expect(".o_rm_whole").toHaveText(/1 of 5 people/);
    expect(".o_rm_whole").toHaveText(/company \+50 % · 60 %/);
    expect(".o_rm_counts [data-level='-2']").toHaveText(/1/);
    await click(switchTo("mine"));
    await settle();
    expect(".o_rm_closeness").toHaveText("–");
    expect.verifySteps(["team", "mine"]);
});

test.tags("desktop");
test("R walks through the readings and says where it is", async () => {
    await mountMap();
    await click(".o_rm_svg");
    await press("r");
    await settle();
    expect(switchTo("competitor")).toHaveAttribute("aria-pressed", "true");
    await press("r");
    await press("r");
    await settle();
    expect(switchTo("team")).toHaveAttribute("aria-pressed", "true");
    expect(".o_relationship_map [aria-live]").toHaveText("My team's: 1 people");
    expect.verifySteps(["competitor", "mine", "team"]);
});

test("filters narrow a reading down further", () => {
    const model = new MapModel(null, 1);
    model.setData(makeSmallMap());
    model.reading = "team";
    expect([...model.matchingKeys]).toEqual(["p3", "c900"]);
    model.setFilter("level", "1");
    expect([...model.matchingKeys]).toEqual([]);
    model.reading = "company";
    expect([...model.matchingKeys]).toEqual(["p1"]);
});

test("the exported picture says whose ties it shows", async () => {
    await makeMockEnv();
    const model = new MapModel(null, 1);
    model.setData(makeSmallMap());
    expect(renderMap(model).svg).not.toInclude("My team's");
    model.reading = "team";
    const { svg } = renderMap(model);
    expect(svg).toInclude("Aurora Steel – My team's");
    expect(svg).toInclude("−200 %");
});
