import { Component, useState } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "./map_bundle";

/**
 * The drawn map as a page of its own. The map is named by `params.map_id`, or after a
 * reload by the id in the address.
 */
export class RelationshipMapAction extends Component {
    static template = "relationship_network.RelationshipMapAction";
    static components = { LazyComponent, Layout };
    static props = { ...standardActionServiceProps };
    static path = "relationship-map";
    static displayName = _t("Relationship Map");

    lazyName = "RelationshipMap";

    setup() {
        const { action, state } = this.props;
        this.bundle = mapBundle();
        const mapId = state?.mapId || action.params?.map_id || action.context?.active_id;
        this.state = useState({ mapId: Number(mapId) || false });
        // A person to show first, see action_open_map of relationship.stakeholder.
        this.viewState = state?.view || { personId: action.params?.person_id };
        this.getView = () => undefined;
        // Bound here: in a slot of the template `this` would be a copy.
        this.mapProps = () => ({
            mapId: this.state.mapId,
            viewState: this.viewState,
            onOpenMap: (mapId) => this.openMap(mapId),
            onLoaded: (map) => this.env.config.setDisplayName(map.name),
            registerState: (getView) => (this.getView = getView),
        });
        this.props.updateActionState({ active_id: this.state.mapId });
        useSetupAction({
            getLocalState: () => ({ mapId: this.state.mapId, view: this.getView() }),
        });
    }

    openMap(mapId) {
        this.viewState = undefined;
        this.state.mapId = mapId;
        this.props.updateActionState({ active_id: mapId });
    }
}

registry.category("actions").add("relationship_network.map", RelationshipMapAction);
