import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Person extends models.Model {
    level = fields.Selection({
        selection: [
            ["2", "Strong Support"],
            ["1", "Support"],
            ["0", "Neutral"],
            ["-1", "Oppose"],
            ["-2", "Strong Oppose"],
        ],
    });
    closeness = fields.Float();
    strength = fields.Integer();

    _records = [
        { id: 1, level: "1", closeness: -50, strength: 2 },
        { id: 2, level: false, closeness: false, strength: 0 },
    ];
    _views = {
        form: `<form>
            <field name="level" widget="relationship_level"/>
            <field name="closeness" widget="closeness" readonly="1"/>
            <field name="strength" widget="relationship_strength"/>
        </form>`,
        list: `<list>
            <field name="level" widget="relationship_level"/>
            <field name="closeness" widget="closeness"/>
            <field name="strength" widget="relationship_strength"/>
        </list>`,
    };
}

defineMailModels();
defineModels([Person]);

test("one click sets a level, another takes it back", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1].level));
    await mountView({ type: "form", resModel: "person", resId: 1 });
    expect("[data-level='1']").toHaveAttribute("aria-checked", "true");
    await click("[data-level='-2']");
    await animationFrame();
    expect("[data-level='-2']").toHaveAttribute("aria-checked", "true");
    await click("[data-level='-2']");
    await animationFrame();
    expect("[aria-checked='true'][data-level]").toHaveCount(0);
    await click(".o_form_button_save");
    await animationFrame();
    expect.verifySteps([false]);
});

test("strength is set by a dot", async () => {
    await mountView({ type: "form", resModel: "person", resId: 1 });
    await click("[data-strength='4']");
    await animationFrame();
    expect(".o_strength_field .fa-circle").toHaveCount(4);
});

test("a level shows its sign, and nothing when not assessed", async () => {
    await mountView({ type: "list", resModel: "person" });
    expect(".o_data_row:eq(0) .o_level_sign").toHaveText("+");
    expect(".o_data_row:eq(1) .o_level_sign").toHaveCount(0);
});

test("empty closeness is not zero", async () => {
    // Ordinary floats of the mock server are never empty; ours are.
    onRpc("web_search_read", async ({ parent }) => {
        const result = await parent();
        result.records[1].closeness = false;
        return result;
    });
    await mountView({ type: "list", resModel: "person" });
    expect(".o_data_row:eq(0) [name='closeness']").toHaveText("-50 %");
    expect(".o_data_row:eq(1) [name='closeness']").toHaveText("");
});
