import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";

import { ReadingSwitch } from "../../reading_switch/reading_switch";
import { LevelIcon } from "../card/level_icon";
import { LEVELS, closenessClass, formatPercent } from "../model/map_levels";

/** The figures of the map: closeness, coverage, status, people per level, gaps. */
export class MapHeader extends Component {
    static template = "relationship_network.MapHeader";
    static components = { Dropdown, DropdownItem, LevelIcon, ReadingSwitch };
    static props = {
        model: Object,
        onReading: Function,
        onAlert: Function,
        areGapsShown: Boolean,
        onGaps: Function,
    };

    get map() {
        return this.props.model.data.map;
    }

    get alerts() {
        return this.props.model.data.alerts || [];
    }

    /** Of the people who count in the reading. */
    get figures() {
        return this.props.model.figures;
    }

    get closeness() {
        return formatPercent(this.figures.closeness, { signed: true });
    }

    get closenessClass() {
        return closenessClass(this.figures.closeness);
    }

    get coverage() {
        return formatPercent(this.figures.coverage);
    }

    /** What the company as a whole has reached, beside a smaller reading. */
    get wholeMap() {
        const { people } = this.props.model.data;
        const { readingValues } = this.props.model;
        return (
            readingValues && {
                closeness: formatPercent(this.map.closeness, { signed: true }),
                coverage: formatPercent(this.map.coverage),
                people: _t("%(some)s of %(all)s people", {
                    some: readingValues.person_ids.length,
                    all: people.length,
                }),
            }
        );
    }

    get counts() {
        const { model } = this.props;
        return [...LEVELS, ""].map((level) => ({
            level,
            count: this.figures.counts[level] || 0,
            label: String(model.levelLabel(level || false)),
            isFiltered: model.filters.level === level,
        }));
    }

    toggleLevel(level) {
        const { model } = this.props;
        model.setFilter("level", model.filters.level === level ? null : level);
    }
}
