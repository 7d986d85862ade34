import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { LevelIcon } from "../../relationship_map/card/level_icon";
import { formatPercent } from "../../relationship_map/model/map_levels";
import { analysisTabs } from "../analysis";

/** Who is influential on a map, with bars; a row opens to say whom it reaches. */
export class InfluenceRanking extends Component {
    static template = "relationship_network.InfluenceRanking";
    static components = { LevelIcon };
    static props = { mapId: Number, map: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, departmentId: 0, openIds: new Set() });
        onWillStart(async () => {
            this.state.data = await this.orm.call("relationship.map", "get_influence_data", [
                [this.props.mapId],
            ]);
        });
    }

    /** The chosen department and those below it. */
    get branch() {
        const ids = new Set([this.state.departmentId]);
        // Parents come first in the list.
        for (const { id, parent_id } of this.state.data.departments) {
            if (ids.has(parent_id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    get people() {
        const { data, departmentId } = this.state;
        const { branch } = this;
        return data.people.filter((person) => !departmentId || branch.has(person.department_id));
    }

    /** The longest bar fills the row. */
    barWidth({ influence }) {
        const most = this.state.data.people[0]?.influence;
        return most ? Math.round((100 * influence) / most) : 0;
    }

    percent(value) {
        return formatPercent(value);
    }

    points(value) {
        return formatPercent(value, { signed: true });
    }

    indent({ depth, name }) {
        return "\u2003".repeat(depth) + name;
    }

    onDepartment(ev) {
        this.state.departmentId = Number(ev.target.value);
    }

    toggle({ id }) {
        const { openIds } = this.state;
        if (!openIds.delete(id)) {
            openIds.add(id);
        }
    }

    openPerson({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "relationship.stakeholder",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async showOnMap({ id }) {
        const action = await this.orm.call("relationship.stakeholder", "action_open_map", [[id]]);
        return this.action.doAction(action);
    }
}

analysisTabs.add("influence", {
    label: _t("Influence"),
    sequence: 20,
    Component: InfluenceRanking,
});
