import { Component } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/**
 * The analysis of a map as a page of its own. The map is named by `params.map_id`, or
 * after a reload by the id in the address; `params.tab` names the tab to open.
 */
export class RelationshipAnalysisAction extends Component {
    static template = "relationship_network.AnalysisAction";
    static components = { LazyComponent, Layout };
    static props = { ...standardActionServiceProps };
    static path = "relationship-analysis";
    static displayName = _t("Analysis");

    lazyName = "RelationshipAnalysis";

    setup() {
        const { action, state } = this.props;
        this.bundle = mapBundle();
        this.mapId = Number(state?.mapId || action.params?.map_id || action.context?.active_id);
        this.tab = state?.tab || action.params?.tab || undefined;
        this.props.updateActionState({ active_id: this.mapId });
        useSetupAction({ getLocalState: () => ({ mapId: this.mapId, tab: this.tab }) });
    }

    get analysisProps() {
        return {
            mapId: this.mapId,
            tab: this.tab,
            onTab: (tab) => (this.tab = tab),
            onLoaded: (map) => this.env.config.setDisplayName(_t("Analysis: %s", map.name)),
        };
    }
}

registry.category("actions").add("relationship_network.analysis", RelationshipAnalysisAction);
