import { registry } from "@web/core/registry";

/** A manager assesses the year, reads why a score is what it is, and closes it. */
registry.category("web_tour.tours").add("key_account_assessment_tour", {
    steps: () => [
        { trigger: ".o_control_panel button:contains('Assess a Year')", run: "click" },
        { trigger: ".modal button[name=action_run]", run: "click" },
        {
            trigger: ".o_list_view:not(:has(.modal)) .o_data_cell:contains('Aurora Steel')",
            run: "click",
        },
        {
            content: "the score explains itself",
            trigger:
                ".o_field_widget[name=explanation]:contains('Supporters Won: 0')",
        },
        { trigger: ".o_notebook_headers a[name=note]", run: "click" },
        {
            trigger: ".o_field_widget[name=note] .odoo-editor-editable",
            run: "editor Well done",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[name=action_close]", run: "click" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Closed')",
        },
        { trigger: ".o_form_view:not(:has(button[name=action_close]))" },
    ],
});

/** A seller reads how their account did, and cannot change it. */
registry.category("web_tour.tours").add("key_account_assessment_seller_tour", {
    steps: () => [
        {
            trigger: ".o_list_view .o_data_cell:contains('Aurora Steel')",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=explanation]:contains('earned')",
        },
        { trigger: ".o_form_view:not(:has(button[name=action_close]))" },
    ],
});
