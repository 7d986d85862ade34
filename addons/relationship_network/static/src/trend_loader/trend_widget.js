import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/** The trend of a map in a tab of its form. */
export class RelationshipTrendWidget extends Component {
    static template = xml`
        <LazyComponent
            t-if="props.record.resId"
            t-key="props.record.resId"
            bundle="bundle"
            Component="lazyName"
            props="trendProps"
        />`;
    static components = { LazyComponent };
    static props = { ...standardWidgetProps };

    lazyName = "RelationshipTrend";
    bundle = mapBundle();

    get trendProps() {
        return { mapId: this.props.record.resId };
    }
}

registry.category("view_widgets").add("relationship_trend", { component: RelationshipTrendWidget });
