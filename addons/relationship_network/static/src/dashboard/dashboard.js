import { Component, onWillStart, useState } from "@odoo/owl";

import { download } from "@web/core/network/download";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";

import { DashboardEmpty } from "./dashboard_empty";
import { DashboardFilters } from "./dashboard_filters";
import { QuestionCard } from "./question_card";

/**
 * The three questions of a sales leader. What is shown comes in plain values from
 * `relationship.dashboard`, where other addons add filters and figures.
 */
export class RelationshipDashboard extends Component {
    static template = "relationship_network.Dashboard";
    static components = { DashboardEmpty, DashboardFilters, Layout, QuestionCard };
    static props = {
        /** Filters to start with; by default those that the user chose last. */
        filters: { type: Object, optional: true },
        /** Called with the filters once they hold. */
        onFilters: { type: Function, optional: true },
    };
    static defaultProps = { onFilters: () => {} };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ data: null, error: "", isLoading: false });
        onWillStart(() => this.load(this.props.filters));
    }

    get data() {
        return this.state.data;
    }

    get generalFilters() {
        return this.data.definitions.filter(({ question }) => !question);
    }

    filtersOf(name) {
        return this.data.definitions.filter(({ question }) => question === name);
    }

    async load(filters) {
        this.state.isLoading = true;
        try {
            this.state.data = await this.keepLast.add(
                this.orm.call("relationship.dashboard", "get_data", filters ? [filters] : [])
            );
            this.state.error = "";
            this.props.onFilters(this.data.filters);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.error = error.data?.message || error.message;
        }
        this.state.isLoading = false;
    }

    async setFilter(name, value) {
        const filters = { ...this.data.filters, [name]: value };
        await this.load(filters);
        await user.setUserSettings("relationship_dashboard_filters", filters);
    }

    download() {
        return download({
            url: "/relationship_network/dashboard.xlsx",
            data: { filters: JSON.stringify(this.data.filters) },
        });
    }

    openList(action) {
        return this.action.doAction(action);
    }

    /** Open a record: by its form, or by what one of its methods says. */
    async openTarget([model, id, method]) {
        return this.action.doAction(
            method
                ? await this.orm.call(model, method, [[id]])
                : {
                      type: "ir.actions.act_window",
                      res_model: model,
                      res_id: id,
                      views: [[false, "form"]],
                  }
        );
    }
}

registry.category("lazy_components").add("RelationshipDashboard", RelationshipDashboard);
