import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "@relationship_network/relationship_map_loader/map_bundle";

/** The forecast as a page of its own. */
export class ForecastAction extends Component {
    static template = xml`
        <LazyComponent bundle="bundle" Component="lazyName" props="{}"/>`;
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static path = "sales-forecast";
    static displayName = _t("Sales Forecast");

    bundle = mapBundle();
    lazyName = "SalesForecast";
}

registry.category("actions").add("key_account_mgmt.forecast", ForecastAction);
