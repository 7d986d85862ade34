import { Component } from "@odoo/owl";

import { ReadingSwitch } from "../reading_switch/reading_switch";

/** A choice per filter, as the server lists them. */
export class DashboardFilters extends Component {
    static template = "relationship_network.DashboardFilters";
    static components = { ReadingSwitch };
    static props = {
        definitions: Array,
        values: Object,
        /** Called with the name of the filter and its new value. */
        onChange: Function,
    };

    /** A filter of which there is nothing to choose says nothing. */
    get definitions() {
        return this.props.definitions.filter(({ options }) => options.length > 1);
    }

    onChange({ name, options }, ev) {
        // Values are not only texts: the position in the list tells which one it is.
        this.props.onChange(name, options[ev.target.value][0]);
    }
}
