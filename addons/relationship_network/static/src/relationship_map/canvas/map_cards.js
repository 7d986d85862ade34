import { Component, useState } from "@odoo/owl";

import { MapCard } from "../card/map_card";

/** The cards that are in sight; renders apart from the rest of the drawing. */
export class MapCards extends Component {
    static template = "relationship_network.MapCards";
    static components = { MapCard };
    static props = {
        model: Object,
        /** See CardCulling. */
        shown: Object,
        related: { type: [Object, { value: null }] },
        matching: { type: [Object, { value: null }] },
        idPrefix: String,
    };

    setup() {
        this.shown = useState(this.props.shown);
    }

    get cards() {
        const { layout } = this.props.model;
        return this.shown.keys.map((key) => layout.cards.get(key)).filter(Boolean);
    }

    cardProps(card) {
        const { model, related, matching } = this.props;
        const { key, person } = card;
        return {
            card,
            id: this.props.idPrefix + key,
            brief: this.shown.detail !== "full",
            linkable: model.canWrite && Boolean(person.partner_id),
            isSelected: model.selectedKey === key,
            isHovered: model.hoveredKey === key,
            isRelated: Boolean(related?.has(key)),
            isFiltered: Boolean(matching && !matching.has(key)),
            levelLabel: person.id ? String(model.levelLabel(person.level)) : "",
        };
    }
}
