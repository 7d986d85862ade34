import { Component } from "@odoo/owl";

/** One link between two cards; clicks are handled by the canvas, by `data-link`. */
export class MapLink extends Component {
    static template = "relationship_network.MapLink";
    static props = {
        item: Object,
        editable: Boolean,
        sourceName: String,
        targetName: String,
    };

    get item() {
        return this.props.item;
    }

    get label() {
        const { link } = this.item;
        const arrow = link.kind === "knows" ? "↔" : "→";
        const title = `${this.props.sourceName} ${arrow} ${this.props.targetName}`;
        return [`${title} · ${link.type_name} ${link.strength}/5`, link.note]
            .filter(Boolean)
            .join("\n");
    }
}
