import { registry } from "@web/core/registry";

const card = (name) => `.o_rm_svg .o_rm_card[aria-label^="${name}"]`;

registry.category("web_tour.tours").add("relationship_trend_compare_tour", {
    steps: () => [
        {
            content: "Compare today with the time nobody liked us",
            trigger: ".o_rm_compare_button",
            run: "click",
        },
        {
            content: "Anna rose, and her card says so; Clara left",
            trigger: `.o_relationship_map:has(.o_rm_left:contains("Clara Duval")) ${card("Anna Berg")}.o_rm_card_rose`,
            run: () => {},
        },
        {
            content: "Who moved is listed",
            trigger: ".o_rm_changes:contains('1 rose'):contains('1 left')",
            run: "click",
        },
        {
            trigger: ".o_rm_moved .dropdown-item:contains('Oppose → Strong Support')",
            run: "click",
        },
        {
            content: "It leads to the person on the map",
            trigger: `${card("Anna Berg")}[aria-selected=true]`,
            run: () => {},
        },
        {
            content: "Move the later day to the beginning: nothing had changed yet",
            trigger: ".o_rm_slider input[name=to]",
            run: "range 1",
        },
        {
            trigger: ".o_relationship_map:not(:has(.o_rm_card_rose)) [data-end=to]:contains('−67 %')",
            run: () => {},
        },
        {
            content: "Play the time until today",
            trigger: ".o_rm_play",
            run: "click",
        },
        {
            content: "Long enough: pause, and go to today at once",
            trigger: ".o_rm_play[aria-pressed=true]",
            run: "click",
        },
        {
            trigger: ".o_rm_compare:has(.o_rm_play[aria-pressed=false]) input[name=to]",
            run: "range 60",
        },
        {
            trigger: "[data-end=to]:contains('+150 %')",
            run: () => {},
        },
        {
            trigger: ".o_rm_compare_close",
            run: "click",
        },
        {
            content: "The map is as it is today, and can be edited",
            trigger: ".o_rm_header:not(.o_rm_compare) .o_rm_closeness:contains('+150 %')",
            run: () => {},
        },
        {
            trigger: ".o_rm_add",
            run: () => {},
        },
    ],
});

registry.category("web_tour.tours").add("relationship_trend_chart_tour", {
    steps: () => [
        {
            trigger: "a[name=trend]",
            run: "click",
        },
        {
            content: "The chart of the year stands on the form",
            trigger: ".o_relationship_trend .o_rt_headline:contains('217 points up')",
            run: () => {},
        },
        {
            trigger: ".o_relationship_trend [data-range=quarter]",
            run: "click",
        },
        {
            content: "In the last quarter somebody left who was against us",
            trigger: ".o_relationship_trend .o_rt_headline:contains('opponents 1 → 0')",
            run: () => {},
        },
        {
            trigger: ".o_rt_records",
            run: "click",
        },
        {
            content: "All figures stand in Odoo's own views",
            trigger: ".o_graph_view .o_facet_value:contains('Aurora Steel')",
            run: () => {},
        },
    ],
});
