import { Component, useRef } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { LevelIcon } from "../card/level_icon";

/** The five-point scale for the four opinions about a person; one click sets one. */
export class LevelPicker extends Component {
    static template = "relationship_network.LevelPicker";
    static components = { LevelIcon };
    static props = {
        person: Object,
        /** [level, label] pairs, best first. */
        levels: Array,
        /** The opinion that was clicked; its row stands first. */
        feature: { type: String, optional: true },
        onPick: Function,
        close: { type: Function, optional: true },
    };
    static defaultProps = { feature: "level" };

    setup() {
        this.reasonRef = useRef("reason");
    }

    get features() {
        const features = [
            ["level", _t("Closeness")],
            ["solution_level", _t("Solution")],
            ["price_level", _t("Price")],
            ["target_level", _t("Target")],
        ];
        const isAsked = ([name]) => name === this.props.feature;
        return [...features.filter(isAsked), ...features.filter((other) => !isAsked(other))];
    }

    get choices() {
        return [...this.props.levels, [false, _t("Not assessed")]];
    }

    pick(feature, level) {
        this.props.onPick(feature, level, this.reasonRef.el.value.trim());
        this.props.close?.();
    }
}
