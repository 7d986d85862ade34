import { registry } from "@web/core/registry";

const BRUNO = ".o_rx_cell[aria-label^='Rita Seller – Bruno Costa']";

registry.category("web_tour.tours").add("relationship_matrix", {
    steps: () => [
        {
            content: "Open the matrix",
            trigger: "button[name=action_open_matrix]",
            run: "click",
        },
        {
            content: "Anna is known with strength 2 at weight 5, Bruno by nobody",
            trigger: ".o_rx_total b:text(10)",
        },
        {
            trigger: ".o_rx_gap:contains(Bruno Costa)",
        },
        {
            content: "Open the cell of Bruno",
            trigger: BRUNO,
            run: "click",
        },
        {
            content: "We know him very well",
            trigger: ".o_rx_editor label[data-strength='5']",
            run: "click",
        },
        {
            trigger: ".o_rx_save",
            run: "click",
        },
        {
            content: "His weight of 2 adds to the value of the connections",
            trigger: ".o_rx_total b:text(20)",
        },
        {
            trigger: ".o_relationship_matrix:not(:has(.o_rx_gap))",
        },
        {
            content: "Take it back",
            trigger: BRUNO,
            run: "click",
        },
        {
            trigger: ".o_rx_remove",
            run: "click",
        },
        {
            trigger: ".o_rx_total b:text(10)",
        },
        {
            content: "And think better of it",
            trigger: ".o_notification_buttons button:contains(Undo)",
            run: "click",
        },
        {
            trigger: ".o_rx_total b:text(20)",
        },
    ],
});
