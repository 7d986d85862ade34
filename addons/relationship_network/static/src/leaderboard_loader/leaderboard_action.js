import { Component } from "@odoo/owl";

import { LazyComponent } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { mapBundle } from "../relationship_map_loader/map_bundle";

/** The leaderboard of connections as a page of its own. */
export class LeaderboardAction extends Component {
    static template = "relationship_network.LeaderboardAction";
    static components = { LazyComponent, Layout };
    static props = { ...standardActionServiceProps };
    static path = "connections-leaderboard";
    static displayName = _t("Leaderboard");

    lazyName = "Leaderboard";

    setup() {
        this.bundle = mapBundle();
        this.choice = this.props.state?.choice;
        useSetupAction({ getLocalState: () => ({ choice: this.choice }) });
    }

    get leaderboardProps() {
        return {
            choice: this.choice,
            onChoice: (choice) => (this.choice = choice),
        };
    }
}

registry.category("actions").add("relationship_network.leaderboard", LeaderboardAction);
