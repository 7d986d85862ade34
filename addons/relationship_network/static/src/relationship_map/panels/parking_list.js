import { Component, useState } from "@odoo/owl";

import { LevelIcon } from "../card/level_icon";
import { personKey } from "../layout/map_keys";

/** People of the map who have no place yet; drag them in, or drop people here. */
export class ParkingList extends Component {
    static template = "relationship_network.ParkingList";
    static components = { LevelIcon };
    static props = {
        model: Object,
        isDragging: Boolean,
        onChoose: Function,
    };

    setup() {
        this.state = useState({ isOpen: !this.env.isSmall });
        this.keyOf = personKey;
    }

    get people() {
        const { model } = this.props;
        return model.layout.parked.map((id) => model.peopleById.get(id));
    }
}
