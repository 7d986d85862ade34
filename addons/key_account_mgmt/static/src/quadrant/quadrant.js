import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatMonetary } from "@web/views/fields/formatters";

import { CLASS_COLORS, QuadrantChart } from "./quadrant_chart";

const { DateTime } = luxon;
const TABLE_ROWS = 100;

/** Every account in the four quadrants of potential and contribution. */
export class AccountQuadrant extends Component {
    static template = "key_account_mgmt.AccountQuadrant";
    static components = { Layout, QuadrantChart };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({
            data: null,
            filters: {},
            months: 0,
            size: "none",
            isLogarithmic: true,
        });
        this.filters = [
            ["user_id", _t("All account managers")],
            ["team_id", _t("All sales teams")],
            ["industry_id", _t("All industries")],
            ["strategy_id", _t("All strategies")],
        ];
        this.sizes = [
            ["none", _t("Points of one size")],
            ["closeness", _t("Size by closeness")],
            ["contribution", _t("Size by contribution")],
        ];
        this.pasts = [
            [0, _t("As they stand")],
            [3, _t("Since three months ago")],
            [6, _t("Since six months ago")],
            [12, _t("Since a year ago")],
        ];
        this.classes = Object.entries(CLASS_COLORS).map(([name, color]) => ({ name, color }));
        onWillStart(() => this.load());
        this.money = this.money.bind(this);
    }

    async load() {
        const { filters, months } = this.state;
        const date = months ? DateTime.local().minus({ months }).toISODate() : false;
        this.state.data = await this.keepLast.add(
            this.orm.call("key.account", "get_quadrant_data", [], { filters, date })
        );
    }

    setFilter(name, ev) {
        this.state.filters[name] = Number(ev.target.value) || false;
        return this.load();
    }

    toggleClass(name) {
        const chosen = this.state.filters.account_class;
        this.state.filters.account_class = chosen === name ? false : name;
        return this.load();
    }

    setSize(ev) {
        this.state.size = ev.target.value;
    }

    setMonths(ev) {
        this.state.months = Number(ev.target.value);
        return this.load();
    }

    toggleScale() {
        this.state.isLogarithmic = !this.state.isLogarithmic;
    }

    get isFiltered() {
        return Object.values(this.state.filters).some(Boolean);
    }

    get rows() {
        return this.state.data.points.slice(0, TABLE_ROWS);
    }

    get summary() {
        const { points, cut, months } = this.state.data;
        const shown = _t("%(count)s accounts; contribution of the last %(months)s months.", {
            count: points.length + cut,
            months,
        });
        return cut ? `${shown} ${_t("%s with the least potential are not drawn.", cut)}` : shown;
    }

    money(amount) {
        const isLarge = Math.abs(amount) >= 10000;
        return formatMonetary(amount, {
            currencyId: this.state.data.currency_id,
            digits: [16, 0],
            humanReadable: isLarge,
        });
    }

    open(accountId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "key.account",
            res_id: accountId,
            views: [[false, "form"]],
        });
    }

    evaluate() {
        return this.action.doAction("key_account_mgmt.key_account_evaluation_run_action");
    }
}

registry.category("lazy_components").add("AccountQuadrant", AccountQuadrant);
