import { registry } from "@web/core/registry";

/** From the bell to the evidence, then: this one can wait. */
registry.category("web_tour.tours").add("relationship_alert_tour", {
    steps: () => [
        { trigger: ".o_alert_menu_count:contains(1)", run: "click" },
        {
            trigger: ".o_alert_menu_item:contains('Anna Berg can veto')",
            run: "click",
        },
        {
            content: "the evidence is the map",
            trigger: ".o_statusbar_buttons button[name=action_open_map]",
            run: "click",
        },
        {
            trigger: ".o_rm_header .o_rm_alert_button:contains(1)",
            run: "click",
        },
        {
            content: "back to the alert from its map",
            trigger: ".o_rm_alerts .dropdown-item:contains('Anna Berg can veto')",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button:contains('Schedule Activity')",
            run: "click",
        },
        {
            content: "the rule proposes what to do",
            trigger: ".modal .o_field_widget[name=summary] input",
            run: "click",
        },
        { trigger: ".modal footer button[name=action_schedule_activities]", run: "click" },
        { trigger: ".o-mail-Activity:contains('Win over')" },
        {
            trigger: ".o_statusbar_buttons button:contains('Snooze')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Back from leave in June",
        },
        { trigger: ".modal footer button[name=action_snooze]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Snoozed')" },
    ],
});
