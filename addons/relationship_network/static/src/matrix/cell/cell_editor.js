import { Component, onMounted, useRef, useState } from "@odoo/owl";

import { hasTouch } from "@web/core/browser/feature_detection";

/** How well one of us knows a person, to be set with a few clicks or keys. */
export class CellEditor extends Component {
    static template = "relationship_network.CellEditor";
    static props = {
        personName: String,
        colleagueName: String,
        /** The connections of the two, strongest first. */
        links: Array,
        types: Array,
        /** Type of a new connection. */
        defaultTypeId: Number,
        /** The opportunity of the map, if any: a connection may hold for it alone. */
        lead: { type: [Object, { value: false }] },
        onSave: Function,
        onRemove: Function,
        close: Function,
    };

    steps = [1, 2, 3, 4, 5];

    setup() {
        this.formRef = useRef("form");
        this.state = useState({});
        this.choose(this.props.links[0] || null);
        onMounted(() => {
            if (!hasTouch()) {
                this.formRef.el.querySelector("[name=strength]:checked").focus();
            }
        });
    }

    /** Types to choose from; also the one in use when it is archived by now. */
    get types() {
        const { link } = this.state;
        const isOffered = !link || this.props.types.some(({ id }) => id === link.type_id);
        return isOffered
            ? this.props.types
            : [{ id: link.type_id, name: link.type_name }, ...this.props.types];
    }

    choose(link) {
        Object.assign(this.state, {
            link,
            type_id: link?.type_id || this.props.defaultTypeId,
            strength: link?.strength || 3,
            desired_strength: link?.desired_strength || 0,
            note: link?.note || "",
            isForLead: Boolean(link?.lead_id),
        });
    }

    onType(ev) {
        this.state.type_id = Number(ev.target.value);
    }

    /** In a row of strengths a digit chooses. */
    onKeydown(ev) {
        const strength = Number(ev.key);
        if (ev.target.type === "radio" && this.steps.includes(strength)) {
            this.state[ev.target.name] = strength;
        }
    }

    save() {
        const { link, type_id, strength, desired_strength, note, isForLead } = this.state;
        this.props.onSave(link, {
            type_id,
            strength,
            desired_strength,
            note: note.trim() || false,
            lead_id: isForLead ? this.props.lead.id : false,
        });
        this.props.close();
    }

    remove() {
        this.props.onRemove(this.state.link);
        this.props.close();
    }
}
