import { Component, onWillStart, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";

import { LevelIcon } from "../../relationship_map/card/level_icon";
import { analysisTabs } from "../analysis";
import { FiguresCard } from "./figures_card";
import { LevelChoice } from "./level_choice";

/** Try other levels and powers of people; nothing is written but target levels. */
export class WhatIf extends Component {
    static template = "relationship_network.WhatIf";
    static components = { FiguresCard, LevelChoice, LevelIcon };
    static props = { mapId: Number, map: Object };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        /** changes: { person id: { level, has_veto, has_approval } }, what differs only. */
        this.state = useState({ people: [], levels: [], result: null, changes: {}, query: "" });
        onWillStart(async () => {
            const { people, levels, ...result } = await this.call("get_simulation_data");
            Object.assign(this.state, { people, levels, result });
        });
    }

    call(method, ...args) {
        return this.orm.call("relationship.map", method, [[this.props.mapId], ...args]);
    }

    // --------------------------------------------------------------------- data

    get result() {
        return this.state.result;
    }

    get people() {
        const query = this.state.query.trim().toLowerCase();
        return this.state.people.filter(({ name, function: job }) =>
            `${name} ${job || ""}`.toLowerCase().includes(query)
        );
    }

    get changeCount() {
        return Object.keys(this.state.changes).length;
    }

    get beforeTitle() {
        return _t("Today");
    }

    get afterTitle() {
        return _t("If that happened");
    }

    personOf(id) {
        return this.state.people.find((person) => person.id === id);
    }

    isChanged(person) {
        return person.id in this.state.changes;
    }

    valueOf(person, name) {
        return this.state.changes[person.id]?.[name] ?? person[name];
    }

    levelLabel(level) {
        return this.state.levels.find(([key]) => key === level)?.[1] || _t("Not assessed");
    }

    canTarget(person) {
        const level = this.state.changes[person.id]?.level;
        return this.props.map.can_write && Boolean(level) && level !== person.target_level;
    }

    /** Who is no lever, grouped by why not. */
    get rejected() {
        const groups = {};
        for (const { person_id, why } of this.result.rejected) {
            (groups[why] ||= []).push(this.personOf(person_id).name);
        }
        return Object.entries(groups).map(([why, names]) => ({ why, names: names.join(", ") }));
    }

    // ------------------------------------------------------------------ changes

    change(person, name, value) {
        const values = { ...this.state.changes[person.id], [name]: value };
        if (value === person[name]) {
            delete values[name];
        }
        if (Object.keys(values).length) {
            this.state.changes[person.id] = values;
        } else {
            delete this.state.changes[person.id];
        }
        return this.simulate();
    }

    reset(person) {
        delete this.state.changes[person.id];
        return this.simulate();
    }

    resetAll() {
        this.state.changes = {};
        return this.simulate();
    }

    tryLever({ person_id, level }) {
        return this.change(this.personOf(person_id), "level", level);
    }

    async simulate() {
        this.state.result = await this.keepLast.add(this.call("simulate", this.state.changes));
    }

    async setTarget(person) {
        const { level } = this.state.changes[person.id];
        await this.orm.write("relationship.stakeholder", [person.id], { target_level: level });
        person.target_level = level;
        this.notification.add(
            _t("Target of %(person)s: %(level)s", {
                person: person.name,
                level: this.levelLabel(level),
            }),
            { type: "success" }
        );
    }
}

analysisTabs.add("what_if", { label: _t("What If"), sequence: 30, Component: WhatIf });
