import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { cardView } from "./card_view";

/**
 * One person on the drawing. It redraws only when its card or its flags change;
 * pointer and keyboard are handled by the canvas, by `data-key` and `data-act`.
 */
export class MapCard extends Component {
    static template = "relationship_network.MapCard";
    static props = {
        card: Object,
        /** Brief: only the level and the name, large, for a map seen from afar. */
        brief: Boolean,
        linkable: Boolean,
        id: String,
        isSelected: Boolean,
        isHovered: Boolean,
        isRelated: Boolean,
        isFiltered: Boolean,
        levelLabel: String,
    };

    get view() {
        return cardView(this.props.card);
    }

    get card() {
        return this.props.card;
    }

    get brief() {
        return this.props.brief;
    }

    /** Active cards show handles. */
    get isActive() {
        return this.props.isHovered || this.props.isSelected;
    }

    get person() {
        return this.props.card.person;
    }

    get transform() {
        const { x, y, scale } = this.props.card;
        return `translate(${x} ${y}) scale(${scale})`;
    }

    /** What a screen reader says of the person. */
    get label() {
        const { person } = this;
        return [
            person.name,
            person.function,
            person.role?.name,
            this.props.levelLabel,
            person.change?.sign && person.change.label,
            person.is_placeholder && _t("Placeholder"),
            person.has_veto && _t("Veto"),
            person.has_approval && _t("Approval"),
            person.is_key_player && _t("Key player"),
            person.influence_rank && _t("Influence rank %s", person.influence_rank),
        ]
            .filter(Boolean)
            .join(", ");
    }

    get className() {
        const { card, isRelated, isFiltered } = this.props;
        return {
            o_rm_card: true,
            o_rm_card_side: card.region !== "tree",
            o_rm_placeholder: this.person.is_placeholder,
            o_rm_related: isRelated,
            o_rm_filtered: isFiltered,
            [`o_rm_card_${this.person.change?.kind}`]: Boolean(this.person.change),
        };
    }
}
