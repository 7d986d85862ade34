import { registry } from "@web/core/registry";

const gap = (kind) => `.o_rm_gaps [data-gap=${kind}]`;

registry.category("web_tour.tours").add("relationship_gaps_tour", {
    steps: () => [
        {
            content: "The badge of the map opens what it lacks",
            trigger: ".o_rm_gap_button",
            run: "click",
        },
        {
            content: "Add a placeholder for the champion nobody knows",
            trigger: `${gap("missing_role")} .o_rg_item:contains("Champion") .o_rg_close`,
            run: "click",
        },
        {
            content: "It waits for its place and its name",
            trigger: `.o_rm_parking:contains("Champion")`,
        },
        {
            content: "Somebody wrote to us who is not on the map",
            trigger: `${gap("unknown_people")}:contains("Bruno Costa") .o_rg_close`,
            run: "click",
        },
        {
            content: "Tick Bruno",
            trigger: `.modal tr:contains("Bruno Costa") [name=is_chosen] .o_boolean_toggle input`,
            run: "click",
        },
        {
            content: "Put him on the map",
            trigger: ".modal button[name=action_add]",
            run: "click",
        },
        {
            content: "He waits for his place; select him",
            trigger: `body:not(:has(.modal)) .o_rm_parked:contains("Bruno Costa")`,
            run: "click",
        },
        {
            content: "What usually works is proposed; plan it",
            trigger: `.o_rm_next_step:contains("in 3 of 5 cases") .o_rm_plan`,
            run: "click",
        },
        {
            content: "It is planned",
            trigger: `.o_rm_next_step:contains("Planned: Meeting")`,
        },
    ],
});
