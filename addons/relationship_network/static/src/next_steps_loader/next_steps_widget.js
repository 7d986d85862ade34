import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/** The next steps and gaps of a map in a tab of its form. */
export class RelationshipNextStepsWidget extends Component {
    static template = xml`
        <LazyComponent
            t-if="props.record.resId"
            t-key="props.record.resId"
            bundle="bundle"
            Component="lazyName"
            props="nextStepsProps"
        />`;
    static components = { LazyComponent };
    static props = { ...standardWidgetProps };

    lazyName = "RelationshipNextSteps";
    bundle = mapBundle();

    get nextStepsProps() {
        const { record } = this.props;
        return { mapId: record.resId, canWrite: Boolean(record.data.active) };
    }
}

registry
    .category("view_widgets")
    .add("relationship_next_steps", { component: RelationshipNextStepsWidget });
