import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Band extends models.Model {
    _name = "band";

    value_to = fields.Float();

    _records = [{ id: 1, value_to: 12.5 }];
}

defineMailModels();
defineModels([Band]);

function mountBand() {
    return mountView({
        type: "form",
        resModel: "band",
        resId: 1,
        arch: `<form><field name="value_to" widget="open_end"/></form>`,
    });
}

test("emptied, the end is open and not zero", async () => {
    onRpc("band", "web_save", ({ args }) => {
        expect.step(args[1].value_to);
    });
    await mountBand();
    expect(".o_field_widget[name=value_to] input").toHaveValue("12.50");
    await contains(".o_field_widget[name=value_to] input").edit("");
    await contains(".o_form_button_save").click();
    expect.verifySteps([false]);
});

test("zero is a number", async () => {
    onRpc("band", "web_save", ({ args }) => {
        expect.step(args[1].value_to);
    });
    await mountBand();
    await contains(".o_field_widget[name=value_to] input").edit("0");
    await contains(".o_form_button_save").click();
    expect.verifySteps([0]);
});
