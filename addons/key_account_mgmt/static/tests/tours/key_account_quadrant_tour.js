import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("key_account_quadrant_tour", {
    steps: () => [
        {
            content: "everybody is drawn and listed",
            trigger: ".o_account_quadrant table:contains('Aurora Steel')",
        },
        { trigger: ".o_account_quadrant button[data-class=D]", run: "click" },
        {
            content: "a class without accounts says so",
            trigger: ".o_account_quadrant p:contains('No account fits the filters')",
        },
        { trigger: ".o_account_quadrant button[data-class=D]", run: "click" },
        {
            content: "one click opens the account",
            trigger: ".o_account_quadrant table button:contains('Aurora Steel')",
            run: "click",
        },
        { trigger: ".o_form_view .o_iron_triangle" },
    ],
});
