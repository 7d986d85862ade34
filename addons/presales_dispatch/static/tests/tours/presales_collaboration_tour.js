import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("presales_handover_ask_tour", {
    steps: () => [
        {
            content: "ask a colleague to take over the stage",
            trigger: ".o_data_row:contains('Mill 4') button[name=action_ask_handover]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=user_to_id] input",
            run: "edit key_expert",
        },
        { trigger: ".ui-autocomplete a:contains('key_expert')", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Knows the furnaces",
        },
        { trigger: ".modal button[name=action_ask]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

tours.add("presales_handover_accept_tour", {
    steps: () => [
        { trigger: ".o_data_row:contains('Mill 4'):contains('Knows the furnaces')" },
        {
            trigger: ".o_data_row:contains('Mill 4') button[name=action_accept]",
            run: "click",
        },
        {
            content: "nothing is left to answer",
            trigger: ".o_list_view:not(:has(button[name=action_accept]:visible))",
        },
    ],
});

tours.add("presales_score_tour", {
    steps: () => [
        {
            content: "the stage ends, and its owner is asked for scores",
            trigger: ".o_statusbar_status button:contains('Next')",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains('Next')" },
        { trigger: "button[name=action_open_contributions]", run: "click" },
        { trigger: ".o_data_row:contains('To Score') .o_data_cell:contains('key_expert')", run: "click" },
        ...["Quality", "Reliability", "Initiative", "Teamwork"].map((criterion) => ({
            trigger: `.o_data_row:contains('${criterion}') .o_priority_star:eq(3)`,
            run: "click",
        })),
        {
            trigger: ".o_field_widget[name=comment] textarea",
            run: "edit The survey was there in time",
        },
        { trigger: "button[name=action_score]", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Scored')" },
    ],
});

tours.add("presales_answer_tour", {
    steps: () => [
        {
            content: "scored people find their scores without a filter",
            trigger: ".o_data_row .o_data_cell:contains('Mill 4')",
            run: "click",
        },
        { trigger: ".o_field_widget[name=comment]:contains('in time')" },
        {
            trigger: ".o_field_widget[name=answer] textarea",
            run: "edit Thank you all",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved, .o_form_status_indicator:not(:has(button:visible))" },
    ],
});

tours.add("presales_refuse_tour", {
    steps: () => [
        {
            trigger: ".o_data_row .o_data_cell:contains('Running in six weeks')",
            run: "click",
        },
        { trigger: "button[name=action_refuse]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The bearing takes ten",
        },
        { trigger: ".modal button[name=action_refuse]", run: "click" },
        { trigger: ".alert:contains('The bearing takes ten')" },
    ],
});

tours.add("presales_blocked_quotation_tour", {
    steps: () => [
        { trigger: "button[name=action_confirm]", run: "click" },
        {
            content: "the message names the promise; a seller cannot go on",
            trigger: ".modal:contains('Running in six weeks') .btn-primary",
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_arrow_button_current:contains('Quotation')" },
    ],
});

tours.add("presales_let_go_tour", {
    steps: () => [
        { trigger: "button[name=action_confirm]", run: "click" },
        { trigger: ".modal button:contains('Let It Go')", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The customer takes a later date",
        },
        { trigger: ".modal button[name=action_send]", run: "click" },
        {
            content: "the quotation goes on to be sent",
            trigger: ".modal .o_mail_composer_form_view, .modal .o_form_view:has([name=subject])",
        },
    ],
});
