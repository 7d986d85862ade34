import { Component } from "@odoo/owl";

import { legendGroups } from "./legend_groups";

/** What the signs mean, and the keys. */
export class MapLegend extends Component {
    static template = "relationship_network.MapLegend";
    static props = { levels: Array, canWrite: Boolean, onClose: Function };

    get groups() {
        return legendGroups(this.props.levels);
    }
}
