import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** A seller drags too early, supplies what is missing, and moves on. */
registry.category("web_tour.tours").add("key_account_gate_tour", {
    steps: () => [
        {
            content: "the card tells how far the exit criteria are",
            trigger: ".o_kanban_record:contains('Rolling mill'):contains('0/1')",
        },
        {
            trigger: ".o_opportunity_kanban .o_kanban_record:contains('Rolling mill')",
            run: "drag_and_drop(.o_opportunity_kanban .o_kanban_group:eq(1))",
        },
        {
            content: "what is missing and who can supply it",
            trigger: ".modal:contains('Phone known'):contains('the account manager')",
        },
        { trigger: ".modal footer .btn-primary, .modal .btn-close", run: "click" },
        {
            content: "the card went back",
            trigger: ".o_kanban_group:contains('Look') .o_kanban_record:contains('Rolling mill')",
            run: "click",
        },
        { trigger: ".o_gate_checklist:contains('0 of 1')" },
        {
            trigger: ".o_lead_opportunity_form [name=phone] input",
            run: "edit +47 22 00 00 00",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        { trigger: ".o_gate_checklist:contains('1 of 1')" },
        {
            trigger: ".o_statusbar_status button:contains('Shape')",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains('Shape')" },
        { trigger: ".o_back_button", run: "click" },
        { trigger: ".o_kanban_group:eq(1) .o_kanban_record:contains('Rolling mill')" },
    ],
});

/** A seller assesses an opportunity and finds its verdict on the pursuit page. */
registry.category("web_tour.tours").add("key_account_pursuit_tour", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Rolling mill')", run: "click" },
        { trigger: "button[name=action_open_pursuit]", run: "click" },
        {
            content: "nobody decides yet as far as we know",
            trigger: ".o_decision_outlook:contains('No decision chain yet')",
        },
        { trigger: "button[name=action_assess_pursuit]", run: "click" },
        ...["opportunity", "compete", "win", "worth"].flatMap((question) => [
            {
                trigger: `tbody[data-question=${question}] tr[data-factor]:first button:first`,
                run: "click",
            },
            {
                trigger: `tbody[data-question=${question}] tr.table-active:contains('100%')`,
            },
        ]),
        {
            content: "the competitor is asked about, too",
            trigger:
                "tbody[data-question=win] tr[data-factor]:first td:eq(2) button:last",
            run: "click",
        },
        { trigger: "tbody[data-question=win] tr.table-active td:eq(1):contains('0%')" },
        { trigger: "[name=verdict]:contains('Go')" },
        { trigger: "button[name=action_finish]", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Finished')" },
        { trigger: ".o_back_button", run: "click" },
        {
            content: "the verdict is on the page of the pursuit",
            trigger: ".o_form_view [name=pursuit_verdict]:contains('Go')",
        },
        {
            content: "a step of the win plan",
            trigger: ".o_field_widget[name=win_plan_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=win_plan_ids] [name=summary] input",
            run: "edit Show the reference plant",
        },
        ...stepUtils.saveForm(),
        {
            trigger:
                ".o_field_widget[name=win_plan_ids] .o_data_row:contains('reference plant') button[name=action_done]",
            run: "click",
        },
        {
            content: "a step that is done stays on the plan",
            trigger:
                ".o_field_widget[name=win_plan_ids] .o_data_row.text-success:contains('reference plant')",
        },
    ],
});

/** A seller quotes a small request on one screen. */
registry.category("web_tour.tours").add("key_account_fast_track_tour", {
    steps: () => [
        {
            trigger: "[data-menu-xmlid='key_account_mgmt.menu_key_account_operation']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='key_account_mgmt.menu_crm_fast_track']",
            run: "click",
        },
        {
            trigger: ".modal [name=partner_id] input",
            run: "edit Anna Berg",
        },
        {
            trigger: ".ui-autocomplete a:contains('Anna Berg')",
            run: "click",
        },
        { trigger: ".modal [name=name] input", run: "edit Ten spare sensors" },
        { trigger: ".modal .o_field_x2many_list_row_add a", run: "click" },
        {
            trigger: ".modal [name=product_id] input",
            run: "edit Spare sensor",
        },
        {
            trigger: ".ui-autocomplete a:contains('Spare sensor')",
            run: "click",
        },
        { trigger: ".modal [name=quantity] input", run: "edit 10" },
        { trigger: ".modal [name=amount]", run: "click" },
        { trigger: ".modal [name=amount]:contains('800')" },
        { trigger: ".modal button[name=action_quote]", run: "click" },
        {
            content: "the quotation is there",
            trigger: ".o_sale_order .o_data_row:contains('Spare sensor')",
        },
    ],
});

/** A manager reads the forecast of the quarter, then who was right, by tier. */
registry.category("web_tour.tours").add("key_account_forecast_tour", {
    steps: () => [
        {
            content: "what sellers promise, and what the manager makes of it",
            trigger: ".o_sales_forecast tr[data-category=commit]:contains('1,000')",
        },
        { trigger: ".o_sales_forecast thead:contains('Manager')" },
        {
            trigger: ".o_sales_forecast select[aria-label=By]",
            run: "selectByLabel Tier",
        },
        { trigger: ".o_sales_forecast select[aria-label=By]:value(tier_code)" },
        { trigger: "button[title='Quarter before']", run: "click" },
        {
            content: "nothing was due a quarter ago",
            trigger: ".o_sales_forecast tr[data-category=won] td:eq(1):contains('0')",
        },
    ],
});

/** A seller reads what earlier projects tell and plans what follows from it. */
registry.category("web_tour.tours").add("key_account_patterns_tour", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Rolling mill')", run: "click" },
        { trigger: "button[name=action_open_pursuit]", run: "click" },
        { trigger: "button[name=action_open_patterns]", run: "click" },
        {
            content: "three cases are enough to expect something",
            trigger: ".o_project_patterns:contains('80 % of the budget')",
        },
        { trigger: ".o_project_timeline .o_project_point" },
        {
            trigger:
                ".o_project_patterns .alert:contains('They award') button:contains('Check our price')",
            run: "click",
        },
        { trigger: ".o_notification:contains('Planned')" },
        {
            content: "the most similar one, and why it is similar",
            trigger: ".o_project_patterns tr:contains('Same customer') a:contains('Line 2')",
            run: "click",
        },
        { trigger: ".o_form_view [name=award_amount] input" },
    ],
});
