import { Component } from "@odoo/owl";

import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { StrengthDots } from "./strength_dots";

/** Where a person and one of us meet: how well they know each other. */
export class MatrixCell extends Component {
    static template = "relationship_network.MatrixCell";
    static components = { StrengthDots };
    static props = {
        person: Object,
        colleague: Object,
        cell: Object,
        canWrite: Boolean,
        /** Position in the grid, for the keyboard. */
        row: Number,
        column: Number,
        onOpen: Function,
    };

    get link() {
        return this.props.cell.links[0];
    }

    get conflict() {
        return this.props.cell.conflicts[0];
    }

    get isOwner() {
        const { person, colleague } = this.props;
        return person.owner_partner_id === colleague.partner_id;
    }

    get canEdit() {
        return this.props.canWrite && Boolean(this.props.person.partner_id);
    }

    /** All of it in words, for a pointer that rests and for who cannot see. */
    get label() {
        const { person, colleague, cell } = this.props;
        const parts = cell.links.map((link) =>
            link.desired_strength
                ? _t("%(type)s, %(strength)s of 5, desired %(desired)s", {
                      type: link.type_name,
                      strength: link.strength,
                      desired: link.desired_strength,
                  })
                : _t("%(type)s, %(strength)s of 5", {
                      type: link.type_name,
                      strength: link.strength,
                  })
        );
        const { signal, last_contact } = this.link || {};
        if (signal) {
            parts.push(
                _t("signal %(signal)s of 100, last contact %(date)s", {
                    signal: Math.round(signal),
                    date: formatDate(deserializeDateTime(last_contact)),
                })
            );
        }
        if (!person.partner_id) {
            parts.push(_t("no name yet"));
        } else if (!cell.links.length) {
            parts.push(_t("no connection"));
        }
        if (this.isOwner) {
            parts.push(_t("owns the relationship"));
        }
        if (this.conflict) {
            parts.push(_t("in conflict"));
        }
        return `${colleague.name} – ${person.name}: ${parts.join("; ")}`;
    }
}
