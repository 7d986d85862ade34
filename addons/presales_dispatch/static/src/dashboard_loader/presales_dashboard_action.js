import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "@relationship_network/relationship_map_loader/map_bundle";

/** The presales desk as a page of its own, loaded when it is opened. */
export class PresalesDashboardAction extends Component {
    static template = xml`
        <LazyComponent bundle="bundle" Component="lazyName" props="{}"/>`;
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static path = "presales-desk";
    static displayName = _t("Presales Desk");

    bundle = mapBundle();
    lazyName = "PresalesDashboard";
}

registry.category("actions").add("presales_dispatch.dashboard", PresalesDashboardAction);
