import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

import { assets } from "@web/core/assets";
import { makeSmallMap, serveMap } from "./map_test_data";

class Lead extends models.Model {
    _name = "crm.lead";

    relationship_map_id = fields.Many2one({ relation: "relationship.map" });

    _records = [{ id: 1, relationship_map_id: 1 }, { id: 2 }];
    _views = {
        form: `<form>
            <field name="relationship_map_id" invisible="1"/>
            <widget name="relationship_map"/>
        </form>`,
    };
}

class RelationshipMap extends models.Model {
    _name = "relationship.map";

    name = fields.Char();

    _records = [{ id: 1, name: "Aurora Steel" }];
}

defineMailModels();
defineModels([Lead, RelationshipMap]);

// The drawing is part of the test bundle already.
beforeEach(() => patchWithCleanup(assets, { loadBundle: async () => {} }));

async function mountLead(resId) {
    serveMap(makeSmallMap());
    await mountView({ type: "form", resModel: "crm.lead", resId });
    await advanceTime(300);
    await animationFrame();
}

test.tags("desktop");
test("the tab of an opportunity shows its map, which opens on a page of its own", async () => {
    mockService("action", { doAction: (action) => expect.step(action.params) });
    await mountLead(1);
    expect(".o_rm_embedded .o_rm_card").toHaveCount(5);
    await contains(".o_rm_full").click();
    expect.verifySteps([{ map_id: 1 }]);
});

test.tags("desktop");
test("without a map the tab teaches, and starts one or copies the account's", async () => {
    mockService("action", { doAction: (action) => expect.step(action) });
    onRpc("crm.lead", "action_open_relationship_map", ({ args }) => `started for ${args[0]}`);
    onRpc("crm.lead", "action_copy_account_map", ({ args }) => `copied for ${args[0]}`);
    await mountLead(2);
    expect(".o_rm_svg").toHaveCount(0);
    await contains(".o_rm_start").click();
    await contains(".o_rm_copy").click();
    expect.verifySteps(["started for 2", "copied for 2"]);
});

test.tags("desktop");
test("a record that is not saved yet says so", async () => {
    await mountLead(false);
    expect(".o_relationship_map_start").toHaveText(/Save first/);
    expect(".o_rm_start").toHaveCount(0);
});
