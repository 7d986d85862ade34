import { Component, onWillStart, useState, useSubEnv } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { Notebook } from "@web/core/notebook/notebook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { closenessClass, formatPercent } from "../relationship_map/model/map_levels";

const LAST_TAB = "relationship_network.analysis_tab";

/**
 * Tabs of the analysis of a map: key → `{ label, sequence, Component }`.
 *
 * The component gets `mapId` and `map` (see `relationship.map.get_analysis_data`). When
 * it has changed figures of the map, it calls `env.reloadAnalysis()`.
 */
export const analysisTabs = registry.category("relationship_analysis_tabs");

/** What can be said about the people of one map, one question per tab. */
export class RelationshipAnalysis extends Component {
    static template = "relationship_network.Analysis";
    static components = { Notebook };
    static props = {
        mapId: Number,
        /** Tab to open; by default the one used last. */
        tab: { type: String, optional: true },
        onTab: { type: Function, optional: true },
        /** Called with the facts of the map once they are read. */
        onLoaded: { type: Function, optional: true },
    };
    static defaultProps = { onTab: () => {}, onLoaded: () => {} };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ error: "", map: null });
        this.firstTab = this.props.tab || browser.localStorage.getItem(LAST_TAB) || undefined;
        useSubEnv({ reloadAnalysis: () => this.load() });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            this.state.map = await this.orm.call("relationship.map", "get_analysis_data", [
                [this.props.mapId],
            ]);
            this.props.onLoaded(this.state.map);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.error = error.data?.message || error.message;
        }
    }

    get map() {
        return this.state.map;
    }

    get pages() {
        return analysisTabs
            .getEntries()
            .sort(([, one], [, other]) => one.sequence - other.sequence)
            .map(([id, { label, Component }]) => ({
                id,
                name: id,
                title: String(label),
                Component,
                props: { mapId: this.props.mapId, map: this.map },
            }));
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

    get subject() {
        const { account, lead } = this.map;
        return lead
            ? { model: "crm.lead", icon: "fa-star-o", title: _t("Opportunity"), ...lead }
            : { model: "res.partner", icon: "fa-building-o", title: _t("Account"), ...account };
    }

    get statusClass() {
        return { red: "danger", amber: "warning", green: "success" }[this.map.status];
    }

    onTab(tab) {
        browser.localStorage.setItem(LAST_TAB, tab);
        this.props.onTab(tab);
    }

    async openMap() {
        const method = "action_open_map";
        this.action.doAction(
            await this.orm.call("relationship.map", method, [[this.props.mapId]])
        );
    }

    openSubject() {
        const { model, id } = this.subject;
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("lazy_components").add("RelationshipAnalysis", RelationshipAnalysis);
