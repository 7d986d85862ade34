import { Component } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/**
 * The matrix as a page of its own. The map is named by `params.map_id`, or after a
 * reload by the id in the address.
 */
export class RelationshipMatrixAction extends Component {
    static template = "relationship_network.RelationshipMatrixAction";
    static components = { LazyComponent, Layout };
    static props = { ...standardActionServiceProps };
    static path = "relationship-matrix";
    static displayName = _t("Who Knows Whom");

    lazyName = "RelationshipMatrix";

    setup() {
        const { action, state } = this.props;
        this.bundle = mapBundle();
        this.mapId = Number(state?.mapId || action.params?.map_id || action.context?.active_id);
        this.props.updateActionState({ active_id: this.mapId });
        useSetupAction({ getLocalState: () => ({ mapId: this.mapId }) });
    }

    get matrixProps() {
        return {
            mapId: this.mapId,
            onLoaded: (map) =>
                this.env.config.setDisplayName(_t("Who knows whom: %s", map.name)),
        };
    }
}

registry.category("actions").add("relationship_network.matrix", RelationshipMatrixAction);
