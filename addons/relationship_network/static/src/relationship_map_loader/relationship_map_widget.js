import { Component, useState } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { mapBundle } from "./map_bundle";

/**
 * The drawn map in a tab of a form: of the record's `relationship_map_id`, which the
 * view must hold, or of the record itself when it is a map.
 */
export class RelationshipMapWidget extends Component {
    static template = "relationship_network.RelationshipMapWidget";
    static components = { LazyComponent };
    static props = { ...standardWidgetProps };

    lazyName = "RelationshipMap";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bundle = mapBundle();
        /** Another map chosen on the map with `ownId`. */
        this.state = useState({ ownId: false, chosenId: false });
    }

    get record() {
        return this.props.record;
    }

    get ownId() {
        const { resModel, resId, data } = this.record;
        return (resModel === "relationship.map" ? resId : data.relationship_map_id?.id) || false;
    }

    /** The map of the record, or another one of its account chosen since. */
    get mapId() {
        const isChosen = this.state.chosenId && this.state.ownId === this.ownId;
        return isChosen ? this.state.chosenId : this.ownId;
    }

    get isLead() {
        return this.record.resModel === "crm.lead";
    }

    get mapProps() {
        return {
            mapId: this.mapId,
            isEmbedded: true,
            onOpenMap: (chosenId) => Object.assign(this.state, { ownId: this.ownId, chosenId }),
            onOpenFull: () => this.openFull(),
        };
    }

    openFull() {
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "relationship_network.map",
            params: { map_id: this.mapId },
            context: { active_id: this.mapId },
        });
    }

    /** Save what is being typed first: the server starts the map from the record. */
    async runAction(method) {
        if (!(await this.record.save())) {
            return;
        }
        const action = await this.orm.call(this.record.resModel, method, [[this.record.resId]]);
        await this.action.doAction(action, { onClose: () => this.record.load() });
    }
}

registry.category("view_widgets").add("relationship_map", { component: RelationshipMapWidget });
