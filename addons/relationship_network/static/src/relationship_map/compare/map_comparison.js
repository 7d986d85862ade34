import { markRaw } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

const SIGNS = { rose: "▲", fell: "▼", came: "+" };

/** A level as a number; who is not assessed counts as neutral, as in the closeness. */
const toNumber = (level) => Number(level || 0);

/** How somebody stands on the later day against the earlier one; levels as kept. */
function kindOf(before, after) {
    if (before === false || after === false) {
        return before === after ? "absent" : before === false ? "came" : "left";
    }
    const difference = toNumber(after) - toNumber(before);
    return difference > 0 ? "rose" : difference < 0 ? "fell" : "same";
}

/**
 * A map on two days: what changed for whom between them.
 *
 * Days are named by their place in `days`. A level is a key of the scale, `""` for not
 * assessed, or false for somebody who is not on the map.
 */
export class MapComparison {
    /**
     * @param {Object} kept what `relationship.map.get_comparison_data` returned
     * @param {Object} data of the map as it is now, see MapModel
     * @param {string} [since] the day to begin with, else the first one
     */
    constructor({ days, people }, data, since) {
        this.days = markRaw(days);
        this.people = markRaw(people);
        this.data = markRaw(data);
        this.to = days.length - 1;
        this.from = since ? this.lastBefore(since) : 0;
    }

    lastBefore(date) {
        const later = this.days.findIndex((day) => day.date > date);
        return Math.max(0, (later === -1 ? this.days.length : later) - 1);
    }

    /** Move one day; the other one gives way. */
    move(end, index) {
        this[end] = Math.max(0, Math.min(this.days.length - 1, index));
        if (this.from > this.to) {
            this[end === "from" ? "to" : "from"] = this[end];
        }
    }

    levelOn(person, index) {
        return person.levels.findLast(([day]) => day <= index)?.[1] ?? false;
    }

    levelLabel(level) {
        return this.data.levels.find(([key]) => key === level)?.[1] || _t("Not assessed");
    }

    /** Everybody who was on the map on one of the two days, or is on it now. */
    get changes() {
        return this.people.map((person) => {
            const before = this.levelOn(person, this.from);
            const after = this.levelOn(person, this.to);
            const kind = kindOf(before, after);
            return { ...person, before, after, kind, label: this.describe(kind, before, after) };
        });
    }

    describe(kind, before, after) {
        const labels = { before: this.levelLabel(before), after: this.levelLabel(after) };
        switch (kind) {
            case "came":
                return _t("Came: %(after)s", labels);
            case "left":
                return _t("Left: %(before)s", labels);
            case "absent":
                return _t("Not on the map");
            case "same":
                return labels.after;
            default:
                return `${labels.before} → ${labels.after}`;
        }
    }

    /** The data of the map as of the later day, for reading only. */
    get dataThen() {
        const changes = new Map(this.changes.map((change) => [change.id, change]));
        const people = this.data.people.map((person) => this.personThen(person, changes));
        return {
            ...this.data,
            map: { ...this.data.map, can_write: false },
            people,
            departments: this.departmentsThen(people),
            // Whose ties count in a reading is known of today only.
            readings: {},
        };
    }

    personThen(person, changes) {
        const change = changes.get(person.id) || { kind: "absent", label: _t("Not on the map") };
        const { kind, label, before, after } = change;
        const steps = Math.abs(toNumber(after) - toNumber(before));
        return {
            ...person,
            level: after || false,
            // Of these only today's are known.
            solution_level: false,
            price_level: false,
            target_level: false,
            influence: 0,
            influence_rank: 0,
            change: {
                kind: kind === "left" ? "absent" : kind,
                label,
                sign: SIGNS[kind] ? SIGNS[kind] + (kind === "came" ? "" : steps) : "",
            },
        };
    }

    departmentsThen(people) {
        const parents = new Map(this.data.departments.map((d) => [d.id, d.parent_id]));
        const sums = new Map();
        for (const person of people) {
            if (person.change.kind === "absent") {
                continue;
            }
            for (let id = person.department_id; id; id = parents.get(id)) {
                const sum = sums.get(id) || { weight: 0, levels: 0, assessed: 0 };
                sum.weight += person.weight;
                sum.levels += person.weight * toNumber(person.level);
                sum.assessed += person.level ? person.weight : 0;
                sums.set(id, sum);
            }
        }
        return this.data.departments.map((department) => {
            const sum = sums.get(department.id);
            return {
                ...department,
                closeness: sum ? (100 * sum.levels) / sum.weight : false,
                coverage: sum ? (100 * sum.assessed) / sum.weight : false,
            };
        });
    }
}
