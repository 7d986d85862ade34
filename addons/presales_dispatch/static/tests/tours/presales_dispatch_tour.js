import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("presales_ask_tour", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Mill workshop" },
        { trigger: ".o_field_widget[name=lead_id] input", run: "edit Mill 4" },
        { trigger: ".ui-autocomplete a:contains('Mill 4')", run: "click" },
        { trigger: ".o_field_widget[name=role_id] input", run: "edit Metallurgist" },
        { trigger: ".ui-autocomplete a:contains('Metallurgist')", run: "click" },
        { trigger: "button[name=action_submit]", run: "click" },
        {
            content: "the request waits, and says who is in charge and why",
            trigger: ".o_form_view .o_field_widget[name=routing_reason]:contains('Tier B')",
        },
        { trigger: ".o_arrow_button_current:contains('Queued')" },
    ],
});

tours.add("presales_assign_tour", {
    steps: () => [
        {
            content: "the queue says why a request stands where it stands",
            trigger: ".o_data_row:contains('Mill workshop') .o_data_cell:contains('Tier 24 of 30')",
        },
        { trigger: ".o_data_row .o_data_cell:contains('Mill workshop')", run: "click" },
        { trigger: "a[name=candidates]", run: "click" },
        {
            content: "one click books the expert",
            trigger: ".o_presales_candidates tr:contains('Eva Expert') .o_presales_firm",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains('Assigned')" },
    ],
});

tours.add("presales_accept_tour", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Mill workshop') button[name=action_accept]",
            run: "click",
        },
        { trigger: ".o_data_row:contains('Mill workshop'):contains('Accepted')" },
    ],
});
