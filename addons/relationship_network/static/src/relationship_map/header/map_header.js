import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";

import { LevelIcon } from "../card/level_icon";
import { LEVELS, closenessClass, formatPercent } from "../model/map_levels";

/** The figures of the map: closeness, coverage, status, people per level, gaps. */
export class MapHeader extends Component {
    static template = "relationship_network.MapHeader";
    static components = { Dropdown, LevelIcon };
    static props = { model: Object };

    get map() {
        return this.props.model.data.map;
    }

    get closeness() {
        return formatPercent(this.map.closeness, { signed: true });
    }

    get closenessClass() {
        return closenessClass(this.map.closeness);
    }

    get coverage() {
        return formatPercent(this.map.coverage);
    }

    get counts() {
        const { model } = this.props;
        return [...LEVELS, ""].map((level) => ({
            level,
            count: this.map.counts[level] || 0,
            label: String(model.levelLabel(level || false)),
            isFiltered: model.filters.level === level,
        }));
    }

    toggleLevel(level) {
        const { model } = this.props;
        model.setFilter("level", model.filters.level === level ? null : level);
    }
}
