import { Component, xml } from "@odoo/owl";
import { beforeEach, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { browser } from "@web/core/browser/browser";
import { mountWithCleanup, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";

import { analysisTabs, RelationshipAnalysis } from "@relationship_network/analysis/analysis";

import { makeAnalysisMap } from "./analysis_test_data";

defineMailModels();

class Probe extends Component {
    static template = xml`<p class="probe" t-out="props.mapId + ' ' + props.map.name"/>`;
    static props = ["mapId", "map"];
}

class OtherProbe extends Probe {
    static template = xml`<button class="other" t-on-click="() => env.reloadAnalysis()" t-out="props.map.closeness"/>`;
}

beforeEach(() => {
    const tabs = [
        ["late", { label: "Late", sequence: 90, Component: Probe }],
        ["early", { label: "Early", sequence: 10, Component: OtherProbe }],
    ];
    patchWithCleanup(analysisTabs, { getEntries: () => tabs });
    onRpc("relationship.map", "get_analysis_data", () => makeAnalysisMap());
});

test("tabs by sequence; the one used last opens next time", async () => {
    browser.localStorage.removeItem("relationship_network.analysis_tab");
    const tabs = [];
    const props = { mapId: 1, onTab: (tab) => tabs.push(tab) };
    await mountWithCleanup(RelationshipAnalysis, { props });
    expect(queryAllTexts(".nav-link")).toEqual(["Early", "Late"]);
    expect(".o_ra_header").toHaveText(/Acme[^]*\+50 %[^]*80 %[^]*Amber[^]*None of them decides/);
    await click(".nav-link:contains(Late)");
    await animationFrame();
    expect(".probe").toHaveText("1 Acme");
    expect(tabs).toEqual(["early", "late"]);
    await mountWithCleanup(RelationshipAnalysis, { props: { mapId: 1 } });
    expect(".probe").toHaveCount(2);
});

test("a tab asked for opens; what it changes shows in the header", async () => {
    await mountWithCleanup(RelationshipAnalysis, { props: { mapId: 1, tab: "early" } });
    expect(".other").toHaveText("50");
    onRpc("relationship.map", "get_analysis_data", () => makeAnalysisMap({ closeness: -100 }));
    await click(".other");
    await animationFrame();
    expect(".o_rm_closeness").toHaveText("−100 %");
    expect(".other").toHaveText("-100");
});
