import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
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
const SEVERITY_LABELS = {
    critical: _t("Critical"),
    warning: _t("Warning"),
    info: _t("Info"),
};
const REFRESH_DELAY = 10 * 60 * 1000;
const REOPEN_DELAY = 60 * 1000;

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
        onMounted(() => {
            this.interval = browser.setInterval(() => this.refresh(), REFRESH_DELAY);
        });
        onWillUnmount(() => browser.clearInterval(this.interval));
    }

    /** Nobody looks at a bell in a hidden tab. */
    refresh() {
        if (this.state.isShown && document.visibilityState === "visible") {
            this.load();
        }
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
        return Date.now() - this.loadedAt > REOPEN_DELAY ? this.load() : undefined;
    }

    get total() {
        return Object.values(this.state.counts).reduce((sum, count) => sum + count, 0);
    }

    /** How many there are of each severity, the worst first. */
    get severities() {
        return Object.keys(SEVERITY_CLASSES)
            .filter((name) => this.state.counts[name])
            .map((name) => ({
                name,
                label: SEVERITY_LABELS[name],
                count: this.state.counts[name],
                class: SEVERITY_CLASSES[name],
            }));
    }

    get badgeClass() {
        return this.severities[0]?.class;
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

    openAll(severity) {
        this.dropdown.close();
        const additionalContext = { search_default_mine: 1, search_default_open: 1 };
        if (severity) {
            additionalContext[`search_default_${severity}`] = 1;
        }
        return this.action.doAction("relationship_network.relationship_alert_action", {
            additionalContext,
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("relationship_network.AlertMenu", { Component: AlertMenu }, { sequence: 24 });
