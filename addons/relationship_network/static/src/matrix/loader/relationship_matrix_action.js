import { Component } from "@odoo/owl";

import { cookie } from "@web/core/browser/cookie";
import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

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

    setup() {
        const { action, state } = this.props;
        this.bundle =
            cookie.get("color_scheme") === "dark"
                ? "web.assets_backend_lazy_dark"
                : "web.assets_backend_lazy";
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
