import { Component } from "@odoo/owl";

import { LEVEL_CLASSES, LEVEL_SYMBOLS } from "../../fields/level_field";

/** The five levels as signs; one click chooses. */
export class LevelChoice extends Component {
    static template = "relationship_network.LevelChoice";
    static props = {
        level: { type: [String, { value: false }] },
        /** [level, label] pairs. */
        levels: Array,
        label: String,
        onChoose: Function,
    };

    get options() {
        return this.props.levels.map(([level, label]) => ({
            level,
            label,
            symbol: LEVEL_SYMBOLS[level],
            isChosen: level === this.props.level,
            className: `o_level_${LEVEL_CLASSES[level]}`,
        }));
    }
}
