import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("relationship_introduction_ask_tour", {
    steps: () => [
        {
            content: "Look at the contact's relationships",
            trigger: ".nav-link[name=relationships]",
            run: "click",
        },
        {
            content: "Ask who can introduce us to the contact",
            trigger: "button.btn-secondary[name=action_open_introduction_paths]",
            run: "click",
        },
        {
            content: "The best path leads through a colleague",
            trigger: ".o_introduction_paths .o_rp_path:first:contains(Clara Duval)",
        },
        {
            content: "My own paths are fewer",
            trigger: ".o_introduction_paths [data-reading=mine]",
            run: "click",
        },
        {
            content: "Back to everybody's",
            trigger: ".o_introduction_paths:has([data-reading=mine].active) [data-reading=company]",
            run: "click",
        },
        {
            content: "Ask the colleague",
            trigger: ".o_introduction_paths:has([data-reading=company].active) .o_rp_ask:first",
            run: "click",
        },
        {
            content: "The mail is proposed; send it",
            trigger: ".modal:has(.o_tag:contains(rel_other)) .o_mail_send",
            run: "click",
        },
        {
            content: "The colleague has a reminder on the contact",
            trigger: "body:not(:has(.modal)) .o-mail-Activity:contains(Introduction to)",
        },
        {
            content: "The dialog knows that it was asked",
            trigger: "button.btn-secondary[name=action_open_introduction_paths]",
            run: "click",
        },
        {
            content: "It shows the open request",
            trigger: ".o_introduction_paths .o_rp_request:contains(Asked)",
        },
    ],
});

registry.category("web_tour.tours").add("relationship_introduction_answer_tour", {
    steps: () => [
        {
            content: "Promise it",
            trigger: "button[name=action_agree]",
            run: "click",
        },
        {
            content: "It took place",
            trigger: ".o_arrow_button_current:contains(Agreed)",
        },
        {
            content: "Record it",
            trigger: "button[name=action_done].btn-primary",
            run: "click",
        },
        {
            content: "How well do they know each other?",
            trigger: ".modal [name=strength] [data-strength='3']",
            run: "click",
        },
        {
            content: "Tell how it went",
            trigger: ".modal [name=answer] textarea",
            run: "edit We met at the fair",
        },
        {
            content: "Record the answer",
            trigger: ".modal button[name=action_answer]",
            run: "click",
        },
        {
            content: "The request is done",
            trigger: "body:not(:has(.modal)) .o_arrow_button_current:contains(Introduced)",
        },
    ],
});
