import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const editRow = (name, value) => [
    { trigger: `.modal .o_field_widget[name=${name}] input`, run: `edit ${value}` },
];

tours.add("presales_money_tour", {
    steps: () => [
        { trigger: "button[name=action_log_presales_hours]", run: "click" },
        ...editRow("role_id", "Metallurgist"),
        { trigger: ".ui-autocomplete a:contains('Metallurgist')", run: "click" },
        ...editRow("employee_id", "Eva Expert"),
        { trigger: ".ui-autocomplete a:contains('Eva Expert')", run: "click" },
        ...editRow("hours", "8"),
        ...editRow("name", "Workshop"),
        { trigger: ".modal button[name=action_log]", run: "click" },
        { trigger: "body:not(:has(.modal)) a[name=presales_budget]", run: "click" },
        {
            content: "eight hours at 100",
            trigger: ".o_field_widget[name=presales_spent]:contains('800')",
        },
        { trigger: "button[name=action_open_presales_budget]", run: "click" },
        { trigger: ".o_group_header:contains('Spent'):contains('-800')" },
    ],
});

tours.add("presales_transfer_tour", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_form_view button[name=action_run]", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
        { trigger: ".o_field_widget[name=amount]:contains('800')" },
        { trigger: "button[name=action_open_lines]", run: "click" },
        { trigger: ".o_data_row:contains('Mill 4')" },
    ],
});

tours.add("presales_desk_tour", {
    steps: () => [
        { trigger: "[data-figure=hours]:contains('8')" },
        { trigger: ".o_presales_fairness h4" },
        { trigger: "button[title='Quarter before']", run: "click" },
        { trigger: "[data-figure=hours]:contains('0')" },
    ],
});
