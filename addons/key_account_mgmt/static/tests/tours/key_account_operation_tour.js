import { registry } from "@web/core/registry";

/** A seller starts a tactic, then seeds an idea and makes it an opportunity. */
registry.category("web_tour.tours").add("key_account_operation_tour", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('Aurora Steel')",
            run: "click",
        },
        { trigger: ".o_notebook_headers a[name=operation]", run: "click" },
        {
            content: "the tactics of the account's strategy",
            trigger:
                ".o_field_widget[name=tactic_ids] .o_data_row:contains('Meet the Management') button[name=action_start]",
            run: "click",
        },
        {
            content: "who does what until when",
            trigger: ".modal .o_field_widget[name=plan_schedule_line_ids] .o_data_row",
        },
        {
            content: "a role is vacant, and it says who takes the task",
            trigger: ".modal .alert-warning:contains('Nobody is Sponsor')",
        },
        {
            trigger: ".modal footer button[name=action_schedule_plan]:visible",
            run: "click",
        },
        {
            trigger: ".o-mail-Activity:contains('Brief the sponsor')",
        },
        { trigger: ".o_notebook_headers a[name=operation]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=playbook_run_ids] .o_data_row:contains('Meet the Management')",
        },
        { trigger: ".o-form-buttonbox .o_button_more", run: "click" },
        { trigger: "button[name=action_open_ideas]", run: "click" },
        {
            content: "the columns are loaded",
            trigger: ".o_kanban_group:contains('Nurtured')",
        },
        { trigger: ".o_control_panel .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_kanban_quick_create [name=name] input",
            run: "edit Measure every roll",
        },
        {
            content: "on the card there is more to say",
            trigger: ".o_kanban_quick_create .o_kanban_edit",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=value] input",
            run: "edit 50000",
        },
        { trigger: "button[name=action_next_stage]:contains('It Grows')", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Nurtured')" },
        { trigger: "button[name=action_next_stage]:contains('It Grows')", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Mature')" },
        { trigger: "button[name=action_make_opportunity].btn-primary", run: "click" },
        {
            content: "the opportunity knows who seeded it",
            trigger: ".o_lead_opportunity_form [name=seeded_by_id] input:value('key_seller')",
        },
    ],
});
