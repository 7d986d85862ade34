import { Component } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/** The dashboard as a page of its own, which keeps its filters for whoever comes back. */
export class RelationshipDashboardAction extends Component {
    static template = "relationship_network.DashboardAction";
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static path = "relationships";
    static displayName = _t("Dashboard");

    lazyName = "RelationshipDashboard";

    setup() {
        this.bundle = mapBundle();
        this.filters = this.props.state?.filters;
        useSetupAction({ getLocalState: () => ({ filters: this.filters }) });
    }

    get dashboardProps() {
        return {
            filters: this.filters,
            onFilters: (filters) => (this.filters = filters),
        };
    }
}

registry.category("actions").add("relationship_network.dashboard", RelationshipDashboardAction);
