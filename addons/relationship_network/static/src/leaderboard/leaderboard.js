import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";

import { ReadingSwitch } from "../reading_switch/reading_switch";

/** Our people ranked by their connections; a click leads to whom they know. */
export class Leaderboard extends Component {
    static template = "relationship_network.Leaderboard";
    static components = { ReadingSwitch };
    static props = {
        /** What was chosen before: reading, teamId, measure. */
        choice: { type: Object, optional: true },
        onChoice: { type: Function, optional: true },
    };
    static defaultProps = { onChoice: () => {} };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.measures = [
            { name: "contacts", label: _t("People known"), digits: 0 },
            { name: "strength", label: _t("Mean strength"), digits: 1, most: 5 },
            { name: "key_people", label: _t("Key people"), digits: 0 },
            { name: "deciders", label: _t("Deciders"), digits: 0 },
            { name: "accounts", label: _t("Accounts"), digits: 0 },
            { name: "value", label: _t("Connection value"), digits: 0 },
        ];
        this.choice = useState({
            reading: "company",
            teamId: false,
            measure: "value",
            ...this.props.choice,
        });
        this.state = useState({ people: [], teams: [], cut: 0 });
        onWillStart(() => this.load());
    }

    async load() {
        this.props.onChoice({ ...this.choice });
        const { reading, teamId } = this.choice;
        const data = await this.keepLast.add(
            this.orm.call("relationship.link", "get_leaderboard", [reading, teamId])
        );
        Object.assign(this.state, data);
    }

    get hasTeams() {
        return this.choice.reading !== "competitor" && this.state.teams.length > 1;
    }

    get people() {
        const { measure } = this.choice;
        return this.state.people.toSorted(
            (one, other) => other[measure] - one[measure] || other.value - one.value
        );
    }

    /** Longest bar of a measure. */
    most(measure) {
        return measure.most || Math.max(1, ...this.state.people.map((p) => p[measure.name]));
    }

    /** Text and length of the bar, in percent of the longest. */
    figureOf(person, measure) {
        return {
            text: formatFloat(person[measure.name], { digits: [16, measure.digits] }),
            width: (100 * person[measure.name]) / this.most(measure),
        };
    }

    setReading(reading) {
        this.choice.reading = reading;
        return this.load();
    }

    onTeam(ev) {
        this.choice.teamId = Number(ev.target.value) || false;
        return this.load();
    }

    sortBy(measure) {
        this.choice.measure = measure.name;
        this.props.onChoice({ ...this.choice });
    }

    async open(person) {
        const action = await this.orm.call("res.partner", "action_open_ties", [
            [person.partner_id],
        ]);
        return this.action.doAction(action);
    }
}

registry.category("lazy_components").add("Leaderboard", Leaderboard);
