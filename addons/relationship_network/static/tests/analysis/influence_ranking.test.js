import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { InfluenceRanking } from "@relationship_network/analysis/influence/influence_ranking";

import { makePerson } from "../relationship_map/map_test_data";
import { makeAnalysisMap } from "./analysis_test_data";

defineMailModels();

const props = { mapId: 1, map: makeAnalysisMap() };
let data;

beforeEach(() => {
    const part = (points, sentence) => ({ person_id: 9, points, sentence });
    data = {
        departments: [
            { id: 1, name: "Works", parent_id: false, depth: 0 },
            { id: 2, name: "Mill", parent_id: 1, depth: 1 },
        ],
        people: [
            makePerson(1, {
                name: "Anna",
                department_id: 2,
                influence: 40,
                influence_rank: 1,
                parts: [part(45, "Bruno directly"), part(-5, "against Clara")],
            }),
            makePerson(2, { name: "Bruno", influence: 10, influence_rank: 2, parts: [] }),
        ],
    };
    onRpc("relationship.map", "get_influence_data", () => data);
});

test("ranking with bars, and whom it reaches", async () => {
    await mountWithCleanup(InfluenceRanking, { props });
    expect(queryAllTexts(".o_ra_ranked .o_ra_open")).toEqual(["Anna", "Bruno"]);
    expect(queryAllTexts(".o_ra_share")).toEqual(["40 %", "10 %"]);
    expect(queryOne("[data-person='2'] .o_ra_bar > span").style.width).toBe("25%");
    expect(".o_ra_parts").toHaveCount(0);
    await contains("[data-person='1'] .o_ra_expand").click();
    expect(queryAllTexts(".o_ra_parts li")).toEqual(["+45 %\nBruno directly", "−5 %\nagainst Clara"]);
});

test("a department brings those below it", async () => {
    await mountWithCleanup(InfluenceRanking, { props });
    await contains(".o_ra_department_filter").select("1");
    expect(queryAllTexts(".o_ra_ranked .o_ra_open")).toEqual(["Anna"]);
});

test("without links it says what to do", async () => {
    data.people = [];
    await mountWithCleanup(InfluenceRanking, { props });
    expect(".o_ra_empty").toHaveText(/who influences whom/);
});
