import { Component } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/**
 * The dialog of introduction paths. `params.partner_id` names the contact to reach,
 * `params.lead_id` the opportunity it is about, if any.
 */
export class IntroductionPathsAction extends Component {
    static template = "relationship_network.IntroductionPathsAction";
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static target = "new";
    static displayName = _t("Who Can Introduce Us?");

    lazyName = "IntroductionPaths";

    setup() {
        this.bundle = mapBundle();
    }

    get pathsProps() {
        const { partner_id, lead_id } = this.props.action.params;
        return { partnerId: partner_id, leadId: lead_id || false };
    }
}

registry.category("actions").add("relationship_network.paths", IntroductionPathsAction);
