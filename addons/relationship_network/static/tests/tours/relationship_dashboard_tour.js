import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";

const CARD = ".o_rd_question[data-name=accounts]";

registry.category("web_tour.tours").add("relationship_dashboard", {
    steps: () => [
        {
            content: "Open the apps",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            content: "The dashboard is the first page of the app",
            trigger: ".o_app[data-menu-xmlid='relationship_network.menu_relationship_root']",
            run: "click",
        },
        {
            content: "Three questions",
            trigger: ".o_relationship_dashboard:has(.o_rd_question:nth-child(3))",
        },
        {
            trigger: `${CARD} .o_rd_figure[name=accounts] .o_rd_value:text(2)`,
        },
        {
            content: "Only one team",
            trigger: ".o_rd_filter[name=team_id]",
            run: "selectByLabel Steel",
        },
        {
            trigger: `${CARD} .o_rd_figure[name=accounts] .o_rd_value:text(1)`,
        },
        {
            content: "Look behind the figure",
            trigger: `${CARD} .o_rd_figure[name=accounts]`,
            run: "click",
        },
        {
            trigger:
                ".o_list_renderer:not(:has(.o_data_row ~ .o_data_row)) " +
                "td[name=name]:contains(Aurora Steel)",
        },
        {
            content: "And come back",
            trigger: ".o_breadcrumb a:contains(Dashboard)",
            run: "click",
        },
        {
            content: "The filter is kept",
            trigger: `${CARD} .o_rd_figure[name=accounts] .o_rd_value:text(1)`,
        },
        {
            trigger: ".o_rd_filter_set[name=team_id]",
        },
        {
            content: "Take it along as a workbook",
            trigger: ".o_rd_download",
            run() {
                const original = download._download;
                download._download = ({ url, data }) => {
                    download._download = original;
                    const { team_id } = JSON.parse(data.filters);
                    document.body.dataset.downloaded = `${url} ${Number.isInteger(team_id)}`;
                };
                this.anchor.click();
            },
        },
        {
            trigger:
                "body[data-downloaded='/relationship_network/dashboard.xlsx true'] " +
                ".o_relationship_dashboard",
        },
        {
            content: "Open an account",
            trigger: `${CARD} .o_rd_row button:contains(Aurora Steel)`,
            run: "click",
        },
        {
            trigger: ".o_relationship_analysis",
        },
    ],
});

registry.category("web_tour.tours").add("relationship_dashboard_empty", {
    steps: () => [
        {
            content: "What to do first",
            trigger: ".o_rd_empty .o_rd_import",
        },
        {
            trigger: ".o_rd_empty .o_rd_create",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=account_id]",
        },
    ],
});
