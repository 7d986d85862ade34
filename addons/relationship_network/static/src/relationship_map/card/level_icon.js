import { Component } from "@odoo/owl";

import { levelLook } from "../model/map_levels";

/** The sign of a level, for use in text and buttons. */
export class LevelIcon extends Component {
    static template = "relationship_network.LevelIcon";
    static props = {
        level: { type: [String, { value: false }] },
    };

    place = undefined;

    get look() {
        return levelLook(this.props.level);
    }
}
