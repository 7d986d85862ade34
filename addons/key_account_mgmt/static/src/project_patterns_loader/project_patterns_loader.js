import { Component, xml } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { mapBundle } from "@relationship_network/relationship_map_loader/map_bundle";

/** What earlier projects tell about an opportunity, on its form. */
export class ProjectPatternsWidget extends Component {
    static template = xml`
        <LazyComponent
            t-if="props.record.resId"
            t-key="props.record.resId"
            bundle="bundle"
            Component="lazyName"
            props="patternsProps"
        />`;
    static components = { LazyComponent };
    static props = { ...standardWidgetProps };

    lazyName = "ProjectPatterns";
    bundle = mapBundle();

    get patternsProps() {
        return { leadId: this.props.record.resId };
    }
}

registry
    .category("view_widgets")
    .add("project_patterns", { component: ProjectPatternsWidget });
