import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("relationship_analysis", {
    steps: () => [
        {
            content: "Open the analysis of the map",
            trigger: "button[name=action_open_analysis]",
            run: "click",
        },
        {
            trigger: ".nav-link[name=closeness_detail]",
            run: "click",
        },
        {
            content: "Anna is neutral in the works",
            trigger: ".o_ra_detail tr:contains(Anna Berg):contains(Neutral)",
        },
        {
            content: "Compare with a year ago",
            trigger: ".o_ra_detail [data-days='365']",
            run: "click",
        },
        {
            trigger: ".o_ra_detail [data-days='365'].active",
        },
        {
            content: "Fold the department",
            trigger: ".o_ra_department:contains(Works) .o_ra_fold",
            run: "click",
        },
        {
            trigger: ".o_ra_detail:not(:contains(Anna Berg))",
        },
        {
            content: "Who is influential?",
            trigger: ".nav-link[name=influence]",
            run: "click",
        },
        {
            trigger: ".o_ra_ranked:contains(Bruno Costa) .o_ra_rank:text(1)",
        },
        {
            trigger: ".o_ra_ranked:contains(Bruno Costa) .o_ra_expand",
            run: "click",
        },
        {
            trigger: ".o_ra_parts:contains(Anna Berg directly)",
        },
        {
            content: "What if?",
            trigger: ".nav-link[name=what_if]",
            run: "click",
        },
        {
            trigger: ".o_ra_lever:first:contains(Anna Berg):contains(The status turns Green) .o_ra_try",
            run: "click",
        },
        {
            trigger: ".o_ra_status:text(Green)",
        },
        {
            trigger: ".o_ra_changed:contains(Anna Berg) .o_ra_target",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Target of Anna Berg: Support)",
        },
        {
            content: "Nothing but the target was written",
            trigger: ".o_ra_reset_all",
            run: "click",
        },
        {
            trigger: ".o_ra_what_if:not(:has(.o_ra_changed))",
        },
        {
            content: "Back to the map, with Bruno in the middle",
            trigger: ".nav-link[name=influence]",
            run: "click",
        },
        {
            trigger: ".o_ra_ranked:contains(Bruno Costa) .o_ra_show",
            run: "click",
        },
        {
            trigger: ".o_rm_panel:contains(Bruno Costa) .o_rm_influence_note:contains(Anna Berg directly)",
        },
        {
            trigger: ".o_rm_analysis",
            run: "click",
        },
        {
            content: "The tab used last is open",
            trigger: ".nav-link[name=influence].active",
        },
    ],
});
