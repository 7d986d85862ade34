import { Component } from "@odoo/owl";

/** The links of one person, both ways. */
export class LinkList extends Component {
    static template = "relationship_network.LinkList";
    static props = {
        model: Object,
        actions: Object,
        partnerId: { type: [Number, { value: false }] },
        links: Array,
        onSelect: Function,
    };

    get items() {
        const { model, partnerId, links } = this.props;
        return links.map((link) => {
            const isSource = link.source_id === partnerId;
            const otherId = isSource ? link.target_id : link.source_id;
            return {
                link,
                arrow: link.kind === "knows" ? "↔" : isSource ? "→" : "←",
                name: model.nameOfPartner(otherId),
                key: model.keysByPartner.get(otherId),
            };
        });
    }
}
