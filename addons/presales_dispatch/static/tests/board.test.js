import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { animationFrame, expect, press, queryOne, test } from "@odoo/hoot";
import {
    contains,
    defineModels,
    makeMockEnv,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { getDefaultConfig } from "@web/views/view";

import { PresalesBoard } from "@presales_dispatch/board/board";

class PresalesRequest extends models.Model {
    _name = "presales.request";
}

defineMailModels();
defineModels([PresalesRequest]);

const EMPTY = { capacity: 40, firm: 0, soft: 0, items: [] };

function board() {
    return {
        weeks: [
            { start: "2026-03-02", end: "2026-03-06" },
            { start: "2026-03-09", end: "2026-03-13" },
        ],
        people: [
            {
                id: 5,
                name: "Eva",
                center: "Rolling Centre",
                cells: [
                    {
                        capacity: 40,
                        firm: 30,
                        soft: 20,
                        items: [
                            { id: 1, name: "Bid", hours: 30, booking: "firm", state: "accepted" },
                            { id: 2, name: "Trial", hours: 20, booking: "soft", state: "proposed" },
                        ],
                    },
                    EMPTY,
                ],
            },
            { id: 6, name: "Nils", center: "Office", cells: [EMPTY, EMPTY] },
        ],
        queue: [
            {
                id: 9,
                name: "Workshop",
                lead: "Mill 4",
                tier: "A",
                worth: 80,
                why: "80 points",
                is_jumping: false,
                jump_reason: "",
                center: "Rolling Centre",
                hours: 16,
                response: "",
            },
        ],
        centers: [[3, "Rolling Centre"]],
        cut: 0,
    };
}

async function mountBoard() {
    onRpc("presales.request", "get_board", ({ kwargs }) => {
        expect.step(["board", kwargs.center_id]);
        return board();
    });
    onRpc("presales.request", "get_candidates", () => ({
        candidates: [{ id: 6, points: 70 }],
        rejected: [{ id: 5, rule: "Has no free hours" }],
        cut: 0,
    }));
    onRpc("presales.request", "action_assign", ({ args, kwargs }) => {
        expect.step([args[0], kwargs.employee_id, kwargs.booking, kwargs.date_start, kwargs.hours]);
        return 1;
    });
    const env = await makeMockEnv({ config: getDefaultConfig() });
    return mountWithCleanup(PresalesBoard, { env, props: {} });
}

test("soft is striped, firm is solid, too much is red and said", async () => {
    await mountBoard();
    expect(".o_presales_item.o_firm").toHaveCount(1);
    expect(".o_presales_item.o_soft").toHaveCount(1);
    expect(".o_presales_cell.o_overload").toHaveCount(1);
    expect(".o_presales_cell.o_overload").toHaveAttribute("aria-label", /Overloaded/);
    expect.verifySteps([["board", false]]);
});

test("a picked request shows who fits, and a click on a week books", async () => {
    await mountBoard();
    await contains(".o_presales_card").click();
    expect("tbody tr:first .o_presales_person").toHaveText(/Nils\s*70/);
    expect("tbody tr:last .o_presales_person").toHaveText(/Has no free hours/);
    await contains("[data-person='6'][data-column='1']").click();
    expect.verifySteps([
        ["board", false],
        [[9], 6, "soft", "2026-03-09", 16],
        ["board", false],
    ]);
});

test("a request is dragged onto a week", async () => {
    await mountBoard();
    await contains("select[name=booking]").select("firm");
    await contains(".o_presales_card").dragAndDrop("[data-person='6'][data-column='0']");
    expect.verifySteps([
        ["board", false],
        [[9], 6, "firm", "2026-03-02", 16],
        ["board", false],
    ]);
});

test("the keyboard does it too", async () => {
    await mountBoard();
    const onCard = async () => {
        queryOne(".o_presales_card").focus();
        await press("Enter");
        await animationFrame();
    };
    await onCard();
    await press("ArrowRight");
    expect("[data-row='0'][data-column='1']").toBeFocused();
    await press("Escape");
    await animationFrame();
    expect(".o_picked").toHaveCount(0);
    await onCard();
    await press("Enter");
    await animationFrame();
    expect.verifySteps([
        ["board", false],
        [[9], 6, "soft", "2026-03-02", 16],
        ["board", false],
    ]);
});

test("one centre alone is asked for", async () => {
    await mountBoard();
    await contains("select[name=center]").select("3");
    expect.verifySteps([
        ["board", false],
        ["board", 3],
    ]);
});
