import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts, select } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { Leaderboard } from "@relationship_network/leaderboard/leaderboard";

defineMailModels();

const PEOPLE = [
    {
        partner_id: 1,
        name: "Ada",
        subtitle: "Key Account Manager",
        is_me: false,
        contacts: 4,
        strength: 2.5,
        key_people: 2,
        deciders: 0,
        accounts: 1,
        value: 40,
    },
    {
        partner_id: 2,
        name: "Ben",
        subtitle: "",
        is_me: true,
        contacts: 8,
        strength: 2,
        key_people: 1,
        deciders: 1,
        accounts: 3,
        value: 20,
    },
];
const TEAMS = [
    { id: 7, name: "North" },
    { id: 8, name: "South" },
];

async function mountBoard(people = PEOPLE) {
    onRpc("relationship.link", "get_leaderboard", ({ args: [reading, teamId] }) => {
        expect.step(`${reading} ${teamId}`);
        return { people, teams: TEAMS, cut: people.length ? 3 : 0 };
    });
    await mountWithCleanup(Leaderboard);
}

const names = () => queryAllTexts(".o_rl_person");

test("people are ranked by value, with a bar per measure", async () => {
    await mountBoard();
    expect(names()).toEqual(["Ada", "Ben"]);
    expect(queryAllTexts(".o_rl_row:eq(0) .o_rl_figure")).toEqual([
        "4",
        "2.5",
        "2",
        "0",
        "1",
        "40",
    ]);
    expect(".o_rl_row:eq(1) [data-measure=value] .o_rl_bar").toHaveAttribute(
        "style",
        "width: 50%"
    );
    expect(".o_rl_row:eq(0) [data-measure=strength] .o_rl_bar").toHaveAttribute(
        "style",
        "width: 50%"
    );
    expect(".o_rl_row:eq(1)").toHaveText(/You/);
    expect(".o_relationship_leaderboard").toHaveText(/3 more people are not shown/);
    expect.verifySteps(["company false"]);
});

test("a click on a measure ranks by it", async () => {
    await mountBoard();
    await click(".o_rl_sort[data-measure=contacts]");
    await animationFrame();
    expect(names()).toEqual(["Ben", "Ada"]);
    expect("th[aria-sort=descending]").toHaveText("People known");
    expect.verifySteps(["company false"]);
});

test("reading and team are asked for; competitors have no teams", async () => {
    await mountBoard();
    await click(".o_rl_team");
    await select("8");
    await animationFrame();
    await click("[data-reading=team]");
    await animationFrame();
    await click("[data-reading=competitor]");
    await animationFrame();
    expect(".o_rl_team").toHaveCount(0);
    expect.verifySteps(["company false", "company 8", "team 8", "competitor 8"]);
});

test("a click on a person opens whom they know", async () => {
    mockService("action", { doAction: (action) => expect.step(action.name) });
    onRpc("res.partner", "action_open_ties", ({ args: [[id]] }) => ({
        name: `Connections of ${id}`,
    }));
    await mountBoard();
    await click(".o_rl_person:eq(1)");
    await animationFrame();
    expect.verifySteps(["company false", "Connections of 2"]);
});

test("an empty board says what to do", async () => {
    await mountBoard([]);
    expect(".o_rl_empty").toHaveText(/Nobody here knows anybody yet/);
    expect.verifySteps(["company false"]);
});
