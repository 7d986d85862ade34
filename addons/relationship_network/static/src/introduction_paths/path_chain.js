import { Component } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { StrengthDots } from "@relationship_network/matrix/cell/strength_dots";

const KIND_ICONS = {
    influence: "fa-long-arrow-right",
    knows: "fa-exchange",
    conflict: "fa-bolt",
};

/** A path as a chain of people, with what links each two of them between them. */
export class PathChain extends Component {
    static template = "relationship_network.PathChain";
    static components = { StrengthDots };
    static props = {
        path: Object,
        /** People by their id. */
        people: Object,
        onOpenPerson: Function,
    };

    /** Each person with the step that leads to them; nobody leads to the first. */
    get members() {
        const { path, people } = this.props;
        return path.partner_ids.map((id, i) => ({
            id,
            person: people[id],
            step: i > 0 && path.steps[i - 1],
        }));
    }

    get competitorTitle() {
        return _t("Works for a competitor");
    }

    avatarUrl(person) {
        return `/web/image/res.partner/${person.id}/avatar_128`;
    }

    iconOf(step) {
        return KIND_ICONS[step.kind];
    }

    titleOf(step) {
        const parts = [
            step.type_name,
            _t("Strength: %s of 5", step.strength),
            _t("Confidence: %s", step.confidence),
        ];
        if (step.origin) {
            parts.push(_t("Source: %s", step.origin));
        }
        if (step.date_start) {
            parts.push(_t("Since: %s", formatDate(deserializeDate(step.date_start))));
        }
        return parts.join("\n");
    }
}
