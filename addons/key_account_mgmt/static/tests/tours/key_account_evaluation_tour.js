import { registry } from "@web/core/registry";

/** A manager estimates, judges, evaluates, and sets the class by hand. */
registry.category("web_tour.tours").add("key_account_evaluation_tour", {
    steps: () => [
        { trigger: ".o_notebook_headers a[name=evaluation]", run: "click" },
        {
            trigger: ".o_field_widget[name=class_reason]:contains('Not evaluated yet')",
        },
        {
            trigger: ".o_field_widget[name=estimate_ids] .o_field_x2many_list_row_add button, .o_field_widget[name=estimate_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=estimate_ids] [name=solution_id] input",
            run: "edit Rolling",
        },
        { trigger: ".ui-autocomplete a:contains('Rolling')", run: "click" },
        {
            trigger: ".o_field_widget[name=estimate_ids] [name=driver] input",
            run: "edit Mills",
        },
        {
            trigger: ".o_field_widget[name=estimate_ids] [name=driver_value] input",
            run: "edit 10",
        },
        {
            trigger: ".o_field_widget[name=estimate_ids] [name=unit_value] input",
            run: "edit 400",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[name=action_evaluate]", run: "click" },
        { trigger: ".o_notebook_headers a[name=evaluation]", run: "click" },
        {
            content: "the class explains itself",
            trigger: ".o_field_widget[name=class_reason]:contains('Class C: its potential of')",
        },
        {
            content: "so does the score",
            trigger:
                ".o_field_widget[name=evaluation_line_ids] td:contains('Nobody has judged this yet')",
        },
        { trigger: "button:contains('Set Class by Hand')", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=class_override] input",
            run: "click",
        },
        { trigger: ".o_select_menu_item:contains('A')", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit A new mill is decided",
        },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=account_class]:contains('A')",
        },
        { trigger: "button[name=action_lift_override]", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=account_class]:contains('C')",
        },
    ],
});
