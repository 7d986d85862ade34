import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import { inputFiles } from "@web/../tests/utils";

const PEOPLE = `Name,Reports to,Level,Weight
Kai Lund,Lea Moor,support,2
Lea Moor,,-1,5
Mia Noll,Nemo,,1`;
const LINKS = `From,To,Type
Lea Moor,Kai Lund,Influence`;

function upload(fieldName, content, fileName) {
    const field = `.modal .o_field_widget[name=${fieldName}]`;
    return [
        {
            content: `Upload ${fileName}`,
            trigger: `${field} .o_select_file_button`,
            async run() {
                const file = new File([content], fileName, { type: "text/csv" });
                await inputFiles(`${field} .o_input_file`, [file]);
            },
        },
        {
            content: `${fileName} is uploaded`,
            trigger: `${field} input:value(${fileName})`,
        },
    ];
}

registry.category("web_tour.tours").add("relationship_import", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the app",
            trigger: ".o_app[data-menu-xmlid='relationship_network.menu_relationship_root']",
            run: "click",
        },
        {
            content: "Open the configuration",
            trigger:
                "button[data-menu-xmlid='relationship_network.menu_relationship_configuration']",
            run: "click",
        },
        {
            content: "Start an import",
            trigger:
                ".dropdown-item[data-menu-xmlid='relationship_network.menu_relationship_import']",
            run: "click",
        },
        {
            content: "Name a new account",
            trigger: ".modal .o_field_widget[name=account_id] input",
            run: "edit Tour Steel",
        },
        {
            content: "Create it",
            trigger: ".o-autocomplete--dropdown-item:contains('Create \"Tour Steel\"')",
            run: "click",
        },
        ...upload("people_file", PEOPLE, "people.csv"),
        ...upload("links_file", LINKS, "links.csv"),
        {
            content: "Read the files",
            trigger: ".modal button[name=action_read]",
            run: "click",
        },
        {
            content: "The columns are recognised",
            trigger:
                ".modal .o_field_widget[name=people_column_ids] td[name=people_field]:contains('Closeness Level')",
        },
        {
            content: "See what would be done",
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "A refused row says why",
            trigger: ".modal .o_field_widget[name=row_ids] tr.text-danger:contains('Nemo')",
        },
        {
            content: "It blocks the import",
            trigger: ".modal:not(:has(button[name=action_import]))",
        },
        {
            content: "Leave it out",
            trigger: ".modal .o_field_widget[name=leave_out_refused] input",
            run: "click",
        },
        {
            content: "Import",
            trigger: ".modal button[name=action_import]",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".modal .alert-success:contains('The import is done')",
        },
        {
            content: "Two people are new",
            trigger: ".modal .o_field_widget[name=people_create_count]:contains('2')",
        },
        {
            content: "Close",
            trigger: ".modal footer button[special=cancel]:contains('Close')",
            run: "click",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
