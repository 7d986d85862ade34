import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { _t } from "@web/core/l10n/translation";

/** What the map shows clearly: a department, a role, a level, kinds of lines. */
export class MapFilter extends Component {
    static template = "relationship_network.MapFilter";
    static components = { Dropdown };
    static props = { model: Object };

    get model() {
        return this.props.model;
    }

    get kinds() {
        return [
            ["influence", _t("Influence")],
            ["conflict", _t("Conflict")],
            ["knows", _t("Knows")],
        ];
    }

    get levels() {
        return [...this.model.data.levels, ["", _t("Not assessed")]];
    }

    get count() {
        return this.model.filteredKeys?.size;
    }

    onNumber(name, ev) {
        this.model.setFilter(name, Number(ev.target.value) || false);
    }

    onLevel(ev) {
        this.model.setFilter("level", ev.target.value === "all" ? null : ev.target.value);
    }
}
