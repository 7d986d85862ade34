import { expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

import { renderMap } from "@relationship_network/relationship_map/export/map_export";
import { MapModel } from "@relationship_network/relationship_map/model/map_model";
import { makeSmallMap } from "./map_test_data";

test("an exported map stands alone and escapes what users typed", async () => {
    await makeMockEnv();
    const data = makeSmallMap();
    data.people[1].name = `<script>alert("x")</script>`;
    const model = new MapModel(null, 1);
    model.setData(data);
    const { svg, width, height } = renderMap(model);
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(parsed.querySelector("parsererror")).toBe(null);
    expect(parsed.querySelector("script")).toBe(null);
    expect(parsed.documentElement.textContent).toInclude("Aurora Steel");
    expect(parsed.documentElement.textContent).toInclude("Dora Egger");
    expect(parsed.querySelectorAll("[class], [data-act]")).toHaveLength(0);
    expect(svg).not.toInclude("var(--");
    expect([width, height].every((size) => size > 400)).toBe(true);
    const fills = [...parsed.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill"));
    expect(fills[0]).toBe("rgb(255, 255, 255)");
});

test("the ring of influence is in the picture, largest for whom reaches furthest", async () => {
    await makeMockEnv();
    const data = makeSmallMap();
    Object.assign(data.people[0], { influence: 40, influence_rank: 1 });
    Object.assign(data.people[1], { influence: 10, influence_rank: 2 });
    const model = new MapModel(null, 1);
    model.setData(data);
    const { svg } = renderMap(model);
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    const radii = [...parsed.querySelectorAll("circle[fill-opacity='0.35']")].map((circle) =>
        Number(circle.getAttribute("r"))
    );
    // Two people, and the sample of the legend.
    expect(radii.sort((a, b) => b - a).slice(0, 2)).toEqual([20, 15.875]);
    expect(parsed.documentElement.textContent).toInclude("Influence: the larger");
});
