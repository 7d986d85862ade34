import { Component } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";

/** What to do first, for whoever sees no map yet. */
export class DashboardEmpty extends Component {
    static template = "relationship_network.DashboardEmpty";
    static props = {};

    setup() {
        this.action = useService("action");
    }

    createMap() {
        return this.action.doAction("relationship_network.relationship_map_action_account", {
            viewType: "form",
        });
    }

    importMaps() {
        return this.action.doAction("relationship_network.relationship_import_action");
    }
}
