import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

import { MapFilter } from "./map_filter";
import { MapSearch } from "./map_search";

/** Buttons over the drawing; everything they do can be done by keyboard as well. */
export class MapToolbar extends Component {
    static template = "relationship_network.MapToolbar";
    static components = { Dropdown, DropdownItem, MapFilter, MapSearch };
    static props = {
        model: Object,
        edits: Object,
        actions: Object,
        view: Object,
        /** openMap, openFull, exportAs, toggleLegend, toggleCompare, runOnServer */
        commands: Object,
        isLegendShown: Boolean,
        isComparing: { type: Boolean, optional: true },
    };

    get maps() {
        return this.props.model.data.maps;
    }

    get currentMap() {
        return this.props.model.data.map;
    }
}
