import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { InfluenceNote } from "@relationship_network/relationship_map/panels/influence_note";
import { makePerson } from "./map_test_data";

defineMailModels();

test("rank and explanation of an influential person", async () => {
    onRpc("relationship.stakeholder", "read", ({ args: [ids, names] }) => {
        expect(names).toEqual(["influence_explanation"]);
        return [{ id: ids[0], influence_explanation: "Reaches 42 % of the decision weight" }];
    });
    const person = makePerson(1, { influence: 42.3, influence_rank: 2 });
    await mountWithCleanup(InfluenceNote, { props: { person } });
    await animationFrame();
    expect(".o_rm_influence_note").toHaveText(/Influence 42 %[^]*rank 2[^]*Reaches 42 %/);
});

test("nothing is asked or said of who influences nobody", async () => {
    onRpc("relationship.stakeholder", "read", () => expect.step("read"));
    await mountWithCleanup(InfluenceNote, { props: { person: makePerson(1) } });
    expect(".o_rm_influence_note").toHaveCount(0);
    expect.verifySteps([]);
});
