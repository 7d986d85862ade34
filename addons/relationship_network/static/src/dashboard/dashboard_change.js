import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { changeLook, formatChange, formatDay } from "./dashboard_format";

/** How much a figure moved, and since when. */
export class DashboardChange extends Component {
    static template = "relationship_network.DashboardChange";
    static props = { change: Number, since: String };

    get look() {
        return changeLook(this.props.change);
    }

    get text() {
        return formatChange(this.props.change);
    }

    get title() {
        return _t("%(change)s since %(date)s", {
            change: this.text,
            date: formatDay(this.props.since),
        });
    }
}
