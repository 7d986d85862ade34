import { Component, useState } from "@odoo/owl";

/** A few choices for a link, new or existing. */
export class LinkEditor extends Component {
    static template = "relationship_network.LinkEditor";
    static props = {
        sourceName: String,
        targetName: String,
        types: Array,
        /** Type, strength, note and lead_id of the link; of a new one a proposal. */
        link: Object,
        isNew: Boolean,
        /** The opportunity of the map, if any: a link may hold for it alone. */
        lead: { type: [Object, { value: false }] },
        onSave: Function,
        onRemove: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        const { type_id, strength, note, lead_id } = this.props.link;
        this.state = useState({
            type_id,
            strength,
            note: note || "",
            isForLead: Boolean(lead_id),
            isReversed: false,
        });
    }

    get chosenType() {
        return this.props.types.find((type) => type.id === this.state.type_id);
    }

    get ends() {
        const { sourceName, targetName } = this.props;
        return this.state.isReversed ? [targetName, sourceName] : [sourceName, targetName];
    }

    get arrow() {
        return this.chosenType?.kind === "knows" ? "↔" : "→";
    }

    onType(ev) {
        this.state.type_id = Number(ev.target.value);
    }

    save() {
        const { type_id, strength, note, isForLead, isReversed } = this.state;
        const lead_id = isForLead ? this.props.lead.id : false;
        this.props.onSave({ type_id, strength, note, lead_id }, isReversed);
        this.props.close();
    }

    remove() {
        this.props.onRemove();
        this.props.close();
    }
}
