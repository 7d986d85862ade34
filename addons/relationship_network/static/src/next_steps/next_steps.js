import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { GapPanel } from "../gaps/gap_panel";
import { LevelIcon } from "../relationship_map/card/level_icon";

const DONE = ["reached", "placeholder"];

/** What to do next with each person of a map, and what the map lacks. */
export class NextSteps extends Component {
    static template = "relationship_network.NextSteps";
    static components = { GapPanel, LevelIcon };
    static props = {
        mapId: Number,
        /** Given by the analysis screen. */
        map: { type: Object, optional: true },
        canWrite: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ steps: [], version: 0, isBusy: false });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => this.load(next.mapId));
    }

    async load(mapId = this.props.mapId) {
        this.state.steps = await this.orm.call("relationship.map", "get_next_step_data", [[mapId]]);
    }

    get canWrite() {
        return Boolean(this.props.map ? this.props.map.can_write : this.props.canWrite);
    }

    /** People who are not where we want them yet. */
    get open() {
        return this.state.steps.filter(({ state }) => !DONE.includes(state));
    }

    get reachedCount() {
        return this.state.steps.filter(({ state }) => state === "reached").length;
    }

    get reachedLabel() {
        return this.reachedCount === 1
            ? _t("One person is where we want them.")
            : _t("%s people are where we want them.", this.reachedCount);
    }

    /** Whether the company's history says anything yet. */
    get isSilent() {
        return this.open.length && !this.state.steps.some(({ cases }) => cases);
    }

    urgencyWidth({ urgency }) {
        const most = this.state.steps[0]?.urgency;
        return most ? Math.round((100 * urgency) / most) : 0;
    }

    async plan(step) {
        await this.run(step, "action_plan_next_step");
        await this.refresh();
    }

    findWay(step) {
        return this.run(step, "action_open_introduction_paths");
    }

    async run({ person_id }, method) {
        this.state.isBusy = true;
        try {
            const model = "relationship.stakeholder";
            const action = await this.orm.call(model, method, [[person_id]]);
            await this.action.doAction(action);
        } finally {
            this.state.isBusy = false;
        }
    }

    openPerson({ person_id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "relationship.stakeholder",
            res_id: person_id,
            views: [[false, "form"]],
        });
    }

    /** After a step was planned or a gap closed. */
    async refresh() {
        await this.load();
        this.state.version++;
        this.env.reloadAnalysis?.();
    }
}

registry.category("lazy_components").add("RelationshipNextSteps", NextSteps);
registry.category("relationship_analysis_tabs").add("next_steps", {
    label: _t("Next Steps"),
    sequence: 50,
    Component: NextSteps,
});
