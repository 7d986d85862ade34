import { registry } from "@web/core/registry";

/** A seller finds the review, looks at the facts, checks the points and closes it. */
registry.category("web_tour.tours").add("key_account_review_tour", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('Aurora Steel')",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_start]",
            run: "click",
        },
        {
            content: "the facts of the day, and whom the policy misses",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('In Progress')",
        },
        { trigger: ".o_field_widget[name=revenue]:contains('1,000.00')" },
        { trigger: ".o_notebook_headers a[name=checklist]", run: "click" },
        {
            trigger: ".o_field_widget[name=line_ids] .o_data_row .o_boolean_toggle input",
            run: "click",
        },
        {
            content: "a required point is checked",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row .o_boolean_toggle input:checked",
        },
        { trigger: ".o_notebook_headers a[name=outcome]", run: "click" },
        {
            trigger: ".o_field_widget[name=outcome] .o_radio_item:contains('Adjusted') input",
            run: "click",
        },
        { trigger: ".o_notebook_headers a[name=follow_ups]", run: "click" },
        {
            trigger: ".o_field_widget[name=follow_up_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=follow_up_ids] [name=summary] input",
            run: "edit Meet the head of operations",
        },
        { trigger: ".o_statusbar_buttons button[name=action_done]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')" },
        {
            content: "what is done stays",
            trigger:
                ".o_notebook:not(:has(.o_field_widget[name=follow_up_ids] .o_selected_row))",
        },
    ],
});
