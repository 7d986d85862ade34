import { Component, useRef, useState } from "@odoo/owl";

/** Find a person by name, job position or role, and jump there. */
export class MapSearch extends Component {
    static template = "relationship_network.MapSearch";
    static props = {
        model: Object,
        onFound: Function,
        /** Gets a function that moves the focus here. */
        register: Function,
    };

    setup() {
        this.inputRef = useRef("input");
        this.state = useState({ text: "", index: 0, isOpen: false });
        this.props.register(() => this.inputRef.el.select());
    }

    get found() {
        const { text, isOpen } = this.state;
        return isOpen && text.trim() ? this.props.model.search(text) : [];
    }

    onInput(ev) {
        Object.assign(this.state, { text: ev.target.value, index: 0, isOpen: true });
    }

    onKeydown(ev) {
        const { found } = this;
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (step && found.length) {
            this.state.index = (this.state.index + step + found.length) % found.length;
        } else if (ev.key === "Enter" && found.length) {
            this.choose(found[this.state.index]);
        } else if (ev.key === "Escape") {
            this.state.isOpen = false;
            ev.target.blur();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    choose(member) {
        this.state.isOpen = false;
        this.props.onFound(member);
    }

    close() {
        this.state.isOpen = false;
    }
}
