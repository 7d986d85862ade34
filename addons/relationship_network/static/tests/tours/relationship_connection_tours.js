import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("relationship_leaderboard_tour", {
    steps: () => [
        {
            content: "Rita's connections are worth 24",
            trigger: ".o_rl_row:contains(Rita Seller) [data-measure=value]:contains(24)",
        },
        {
            content: "Only my team",
            trigger: ".o_reading_switch [data-reading=team]",
            run: "click",
        },
        {
            trigger: ".o_reading_switch [data-reading=team][aria-pressed=true]",
        },
        {
            content: "Open whom she knows",
            trigger: ".o_rl_person:contains(Rita Seller)",
            run: "click",
        },
        {
            trigger: ".breadcrumb-item:contains(Leaderboard), .o_back_button",
        },
        {
            content: "Grouped by account, the value summed up",
            trigger: ".o_group_header:contains(Aurora Steel):contains(24)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Anna Berg)",
        },
        {
            content: "The pivot sums the same",
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            trigger: ".o_pivot td:contains(24.00)",
        },
    ],
});

tours.add("relationship_handover_tour", {
    steps: () => [
        {
            content: "Choose who leaves",
            trigger: "[name=user_id] input",
            run: "edit Rita Seller",
        },
        {
            trigger: ".ui-autocomplete a:contains(Rita Seller)",
            run: "click",
        },
        {
            content: "Whom only she knows, what it is worth, who takes over and why",
            trigger: ".o_data_row:contains(Bruno Costa):contains(Leads the sales team)",
        },
        {
            trigger: ".o_data_row:contains(Anna Berg):contains(20.00)",
        },
        {
            content: "Hand over",
            trigger: "button[name=action_apply]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is in the log",
            trigger: ".o_list_view .o_data_row:contains(Anna Berg):contains(Relationship)",
        },
    ],
});

tours.add("relationship_map_reading_tour", {
    steps: () => [
        {
            content: "The company's reading is the whole map",
            trigger: ".o_reading_switch [data-reading=company][aria-pressed=true]",
        },
        {
            trigger: ".o_rm_svg .o_rm_card:contains(Clara Duval):not(.o_rm_filtered)",
        },
        {
            content: "Only mine",
            trigger: ".o_reading_switch [data-reading=mine]",
            run: "click",
        },
        {
            content: "Whom I do not know is dimmed",
            trigger: ".o_rm_svg .o_rm_filtered:contains(Clara Duval)",
        },
        {
            trigger: ".o_rm_svg .o_rm_card:contains(Anna Berg):not(.o_rm_filtered)",
        },
        {
            content: "My figures beside the company's",
            trigger: ".o_rm_whole:contains(2 of 3 people)",
        },
        {
            content: "Who else of us knows them",
            trigger: ".o_rm_connections",
            run: "click",
        },
        {
            trigger: ".o_group_header:contains(Rita Seller)",
        },
        {
            content: "Back on the map the reading is still mine",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            trigger: ".o_reading_switch [data-reading=mine][aria-pressed=true]",
        },
    ],
});
