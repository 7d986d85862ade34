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
        /** Keys of cards that stand in front of the links, in a layer of their own. */
        raised: { type: [Object, { value: null }] },
        isFront: { type: Boolean, optional: true },
        idPrefix: String,
    };

    setup() {
        this.shown = useState(this.props.shown);
    }

    get cards() {
        const { layout } = this.props.model;
        const { raised, isFront } = this.props;
        return this.shown.keys
            .filter((key) => Boolean(raised?.has(key)) === Boolean(isFront))
            .map((key) => layout.cards.get(key))
            .filter(Boolean);
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
