import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// Where the corners stand, in percent of the picture.
const PLACES = {
    account_manager: "top: 0; left: 50%",
    solution_manager: "top: 6.4rem; left: 16%",
    lead_expert: "top: 6.4rem; left: 84%",
};

/** The iron triangle of an account: its three corners, held or missing. */
export class IronTriangle extends Component {
    static template = "key_account_mgmt.IronTriangle";
    static props = { ...standardFieldProps };

    setup() {
        this.missing = _t("missing");
    }

    get corners() {
        return (this.props.record.data[this.props.name] || []).map((corner) => ({
            ...corner,
            style: PLACES[corner.kind],
            image: corner.user_id
                ? `/web/image/res.users/${corner.user_id}/avatar_128`
                : corner.partner_id && `/web/image/res.partner/${corner.partner_id}/avatar_128`,
        }));
    }

    get isComplete() {
        return this.corners.every((corner) => corner.name);
    }
}

registry.category("fields").add("key_account_triangle", {
    component: IronTriangle,
    supportedTypes: ["json"],
});
