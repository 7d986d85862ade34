import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const SHOWN = 4;
const ICONS = {
    missing_role: "fa-user-secret",
    placeholder: "fa-question-circle-o",
    uncovered_department: "fa-building-o",
    single_thread: "fa-chain-broken",
    unknown_people: "fa-envelope-o",
    unused_supporter: "fa-bullhorn",
    not_assessed: "fa-balance-scale",
    no_owner: "fa-user-o",
};

/** What a map lacks, with a button for each gap that closes it or starts to. */
export class GapPanel extends Component {
    static template = "relationship_network.GapPanel";
    static props = {
        mapId: Number,
        canWrite: Boolean,
        /** Changes when the gaps have to be read again. */
        version: true,
        /** Called when a gap may have been closed; expected to change the version. */
        onChange: Function,
        /** Called with kind and key before the server is; true when it was enough. */
        onItem: { type: Function, optional: true },
    };
    static defaultProps = { onItem: () => false };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ gaps: [], unfolded: new Set(), isBusy: false });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => {
            const { mapId, version } = this.props;
            return next.mapId !== mapId || next.version !== version
                ? this.load(next.mapId)
                : undefined;
        });
    }

    async load(mapId = this.props.mapId) {
        this.state.gaps = await this.orm.call("relationship.map", "get_gap_data", [[mapId]]);
    }

    icon({ kind }) {
        return ICONS[kind] || "fa-exclamation-triangle";
    }

    /** All names at once where one click is for all of them. */
    names(gap) {
        return gap.items.map(({ name }) => name).join(", ");
    }

    shownItems(gap) {
        return this.state.unfolded.has(gap.kind) ? gap.items : gap.items.slice(0, SHOWN);
    }

    hiddenCount(gap) {
        return gap.items.length - this.shownItems(gap).length;
    }

    moreLabel(gap) {
        return _t("%s more", this.hiddenCount(gap));
    }

    unfold(gap) {
        this.state.unfolded.add(gap.kind);
    }

    async close(gap, key = false, isOther = false) {
        if (this.state.isBusy || (!isOther && this.props.onItem(gap.kind, key))) {
            return;
        }
        this.state.isBusy = true;
        try {
            const args = [[this.props.mapId], gap.kind, key, isOther];
            const action = await this.orm.call("relationship.map", "action_close_gap", args);
            await this.action.doAction(action, { onClose: () => this.props.onChange() });
            if (action.target !== "new") {
                await this.props.onChange();
            }
        } finally {
            this.state.isBusy = false;
        }
    }
}
