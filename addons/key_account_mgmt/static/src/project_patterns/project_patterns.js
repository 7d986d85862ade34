import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatPercentage } from "@web/views/fields/formatters";

import {
    LEVEL_CLASSES,
    LEVEL_SYMBOLS,
} from "@relationship_network/fields/level_field";

import { ProjectTimeline } from "./project_timeline";

const OUTCOME_CLASSES = {
    won: "text-bg-success",
    lost: "text-bg-danger",
    other: "text-bg-secondary",
};

/** What a customer's earlier projects let us expect, and where this one departs. */
export class ProjectPatterns extends Component {
    static template = "key_account_mgmt.ProjectPatterns";
    static components = { ProjectTimeline };
    static props = { leadId: Number };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({ patterns: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.patterns = await this.orm.call("crm.lead", "get_project_patterns", [
            [this.props.leadId],
        ]);
    }

    get patterns() {
        return this.state.patterns;
    }

    get intro() {
        const { cases, cut, is_anecdotal, is_own } = this.patterns;
        if (!cases) {
            return _t("No earlier project of this customer, or one like it, is known.");
        }
        if (is_anecdotal) {
            return _t(
                "%s earlier projects in your sight: too few to conclude anything. They are told as they were.",
                cases
            );
        }
        const intro = is_own
            ? _t("From %s earlier projects of this customer in your sight.", cases)
            : _t("From %s similar projects in your sight, most of them of other customers.", cases);
        const left = cut ? _t("%s less similar ones are left out.", cut) : "";
        return `${intro} ${left}`;
    }

    outcomeClass(project) {
        return OUTCOME_CLASSES[project.outcome];
    }

    symbol(level) {
        return level === false ? "?" : LEVEL_SYMBOLS[level];
    }

    levelClass(level) {
        return level === false ? "text-muted" : `o_level_${LEVEL_CLASSES[level]}`;
    }

    percent(value) {
        return value === false ? "–" : formatPercentage(value / 100, { digits: [false, 0] });
    }

    rateStyle(from, to) {
        return `left: ${from}%; width: ${Math.max(to - from, 0.5)}%`;
    }

    openProject(project) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "customer.project",
            res_id: project.id,
            views: [[false, "form"]],
        });
    }

    async plan(warning) {
        await this.orm.call("crm.lead", "action_plan_pattern_warning", [
            [this.props.leadId],
            warning.code,
        ]);
        warning.is_planned = true;
        this.notification.add(_t("Planned: %s", warning.action), { type: "success" });
    }
}

registry.category("lazy_components").add("ProjectPatterns", ProjectPatterns);
