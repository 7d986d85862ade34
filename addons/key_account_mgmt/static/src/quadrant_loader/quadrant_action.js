import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "@relationship_network/relationship_map_loader/map_bundle";

/** The quadrants of all accounts as a page of its own. */
export class QuadrantAction extends Component {
    static template = xml`
        <LazyComponent bundle="bundle" Component="lazyName" props="{}"/>`;
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static path = "account-quadrants";
    static displayName = _t("Account Quadrants");

    bundle = mapBundle();
    lazyName = "AccountQuadrant";
}

registry.category("actions").add("key_account_mgmt.quadrant", QuadrantAction);
