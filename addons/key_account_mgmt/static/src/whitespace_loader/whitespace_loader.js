import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "@relationship_network/relationship_map_loader/map_bundle";

/** The white space of an account in a tab of its form. */
export class WhitespaceWidget extends Component {
    static template = xml`
        <LazyComponent
            t-if="props.record.resId"
            t-key="props.record.resId"
            bundle="bundle"
            Component="lazyName"
            props="gridProps"
        />`;
    static components = { LazyComponent };
    static props = { ...standardWidgetProps };

    lazyName = "WhitespaceGrid";
    bundle = mapBundle();

    get gridProps() {
        return { keyAccountId: this.props.record.resId };
    }
}

registry
    .category("view_widgets")
    .add("key_account_whitespace", { component: WhitespaceWidget });

/** The same on a page of its own. */
export class WhitespaceAction extends Component {
    static template = xml`
        <div class="o_action overflow-auto p-3">
            <LazyComponent bundle="bundle" Component="lazyName" props="gridProps"/>
        </div>`;
    static components = { LazyComponent };
    static props = { ...standardActionServiceProps };
    static displayName = _t("White Space");

    lazyName = "WhitespaceGrid";
    bundle = mapBundle();

    get gridProps() {
        return { keyAccountId: this.props.action.params.key_account_id };
    }
}

registry.category("actions").add("key_account_mgmt.whitespace", WhitespaceAction);
