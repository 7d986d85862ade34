import { registry } from "@web/core/registry";

const card = (name) => `.o_rm_svg .o_rm_card[aria-label^="${name}"]`;

registry.category("web_tour.tours").add("relationship_map_tour", {
    steps: () => [
        {
            content: "The map of the account is drawn, with its closeness",
            trigger: `.o_rm_closeness:contains("0 %")`,
            run: "hover .o_rm_closeness",
        },
        {
            content: "Drag Clara onto Bruno: she reports to him now",
            trigger: `${card("Clara Duval")}[aria-level="2"] .o_rm_name`,
            run: `drag_and_drop ${card("Bruno Costa")} .o_rm_name`,
        },
        {
            content: "Clara stands below Bruno; click the sign of her level",
            trigger: `${card("Clara Duval")}[aria-level="3"] [data-act=level]`,
            run: "click",
        },
        {
            content: "She supports us strongly",
            trigger: ".o_rm_level_picker [data-feature=level][data-level='2']",
            run: "click",
        },
        {
            content: "The closeness of the map has changed",
            trigger: `.o_rm_closeness:contains("+67 %")`,
            run: "hover .o_rm_closeness",
        },
        {
            content: "Undo the assessment",
            trigger: ".o_rm_undo:enabled",
            run: "click",
        },
        {
            content: "The closeness is as it was",
            trigger: `.o_rm_closeness:not(:contains("67"))`,
            run: "hover .o_rm_closeness",
        },
        {
            content: "Redo it",
            trigger: ".o_rm_redo:enabled",
            run: "click",
        },
        {
            content: "Select Clara to draw a link from her",
            trigger: `.o_relationship_map:has(.o_rm_closeness:contains("+67 %")) ${card("Clara Duval")} .o_rm_name`,
            run: "click",
        },
        {
            trigger: ".o_rm_panel .o_rm_start_link",
            run: "click",
        },
        {
            content: "Anna is the one she influences",
            trigger: `.o_relationship_map:has(.o_rm_mode) ${card("Anna Berg")} .o_rm_name`,
            run: "click",
        },
        {
            trigger: ".o_rm_link_editor [data-strength='4']",
            run: "click",
        },
        {
            trigger: ".o_rm_link_editor .o_rm_link_save",
            run: "click",
        },
        {
            content: "The link is drawn",
            trigger: ".o_rm_link .o_rm_line_influence",
            run: () => {},
        },
        {
            content: "Add a placeholder for a role",
            trigger: ".o_rm_add",
            run: "click",
        },
        {
            trigger: ".o_rm_add_placeholder",
            run: "click",
        },
        {
            trigger: ".o_rm_add_dialog input[name=name]",
            run: "edit Head of Purchasing",
        },
        {
            trigger: ".o_rm_add_confirm:enabled",
            run: "click",
        },
        {
            content: "The placeholder is on the map",
            trigger: `${card("Head of Purchasing")}.o_rm_placeholder`,
            run: () => {},
        },
    ],
});

registry.category("web_tour.tours").add("relationship_map_readonly_tour", {
    steps: () => [
        {
            content: "A reader sees the map without any way to change it",
            trigger: `.o_relationship_map:not(:has(.o_rm_add)):not(:has(.o_rm_undo)) ${card("Anna Berg")}`,
            run: "click",
        },
        {
            trigger: ".o_rm_panel:not(:has(select)):not(:has(.o_rm_start_move))",
            run: () => {},
        },
    ],
});

registry.category("web_tour.tours").add("relationship_map_start_tour", {
    steps: () => [
        {
            trigger: "a[name=decision_chain]",
            run: "click",
        },
        {
            content: "The opportunity has no map yet",
            trigger: ".o_relationship_map_start .o_rm_start",
            run: "click",
        },
        {
            content: "It opens on a page of its own and teaches how to begin",
            trigger: ".o_relationship_map_action .o_rm_empty button",
            run: () => {},
        },
        {
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            trigger: "a[name=decision_chain]",
            run: "click",
        },
        {
            content: "Back on the opportunity the tab shows the map",
            trigger: ".o_form_view .o_rm_embedded .o_rm_svg",
            run: () => {},
        },
    ],
});
