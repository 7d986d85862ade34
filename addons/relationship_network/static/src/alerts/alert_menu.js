import { Component, onWillStart, useState } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

const SEVERITY_CLASSES = {
    critical: "text-bg-danger",
    warning: "text-bg-warning",
    info: "text-bg-info",
};
const REFRESH_DELAY = 10 * 60 * 1000;

/** Bell in the systray: how many relationship alerts wait for me, and the newest. */
export class AlertMenu extends Component {
    static template = "relationship_network.AlertMenu";
    static components = { Dropdown };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dropdown = useDropdownState();
        this.state = useState({ isShown: false, counts: {}, newest: [] });
        onWillStart(async () => {
            this.state.isShown = await user.hasGroup("relationship_network.group_user");
            if (this.state.isShown) {
                // The page does not wait for the bell.
                this.load();
            }
        });
    }

    async load() {
        this.loadedAt = Date.now();
        const found = await this.orm.silent.call(
            "res.users",
            "get_relationship_alert_counts",
            []
        );
        Object.assign(this.state, found || { counts: {}, newest: [] });
    }

    beforeOpen() {
        return Date.now() - this.loadedAt > REFRESH_DELAY ? this.load() : undefined;
    }

    get total() {
        return Object.values(this.state.counts).reduce((sum, count) => sum + count, 0);
    }

    get badgeClass() {
        const worst = Object.keys(SEVERITY_CLASSES).find((name) => this.state.counts[name]);
        return SEVERITY_CLASSES[worst];
    }

    get label() {
        return _t("Relationship alerts: %s", this.total);
    }

    severityClass(severity) {
        return SEVERITY_CLASSES[severity];
    }

    open(alertId) {
        this.dropdown.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "relationship.alert",
            res_id: alertId,
            views: [[false, "form"]],
        });
    }

    openAll() {
        this.dropdown.close();
        return this.action.doAction("relationship_network.relationship_alert_action", {
            additionalContext: { search_default_mine: 1, search_default_open: 1 },
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("relationship_network.AlertMenu", { Component: AlertMenu }, { sequence: 24 });
