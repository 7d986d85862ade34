import { markRaw } from "@odoo/owl";

const NO_FILTER = { departmentId: false, roleId: false, level: "all", isGap: false };
const EMPTY_CELL = { links: [], conflicts: [] };

/** Who of our people knows whom on a map: the data, its filters and its sums. */
export class MatrixModel {
    /**
     * @param {import("@web/core/orm_service").ORM} orm
     * @param {number} mapId
     */
    constructor(orm, mapId) {
        this.orm = orm;
        this.mapId = mapId;
        this.data = null;
        /** Colleagues added as a column before they know anybody. */
        this.added = [];
        this.filters = { ...NO_FILTER };
    }

    async load() {
        this.setData(await this.orm.call("relationship.map", "get_matrix_data", [[this.mapId]]));
    }

    /** @param {Object} data what `relationship.map.get_matrix_data` returns */
    setData(data) {
        // Replaced as a whole, so nothing in them needs watching.
        this.cells = markRaw(new Map());
        this.best = markRaw(new Map());
        for (const connection of data.connections) {
            const { kind, contact_id, own_id, strength } = connection;
            const key = cellKey(contact_id, own_id);
            if (!this.cells.has(key)) {
                this.cells.set(key, { links: [], conflicts: [] });
            }
            const cell = this.cells.get(key);
            if (kind === "conflict") {
                cell.conflicts.push(connection);
            } else {
                cell.links.push(connection);
                this.best.set(contact_id, Math.max(strength, this.best.get(contact_id) || 0));
            }
        }
        for (const cell of this.cells.values()) {
            cell.links.sort((a, b) => b.strength - a.strength || a.id - b.id);
        }
        this.paths = markRaw(departmentPaths(data.departments));
        this.data = markRaw(data);
    }

    get canWrite() {
        return this.data.map.can_write;
    }

    get columns() {
        const shown = new Set(this.data.colleagues.map(({ partner_id }) => partner_id));
        return [
            ...this.data.colleagues,
            ...this.added.filter(({ partner_id }) => !shown.has(partner_id)),
        ];
    }

    /** @param {{ partner_id: number, name: string }} colleague */
    addColumn(colleague) {
        if (!this.columns.some(({ partner_id }) => partner_id === colleague.partner_id)) {
            this.added.push({ is_me: false, ...colleague });
        }
    }

    /**
     * What stands where a person and a colleague meet.
     *
     * @returns {{ links: Object[], conflicts: Object[] }} strongest link first
     */
    cellOf(person, colleague) {
        const key = cellKey(person.partner_id, colleague.partner_id);
        return (person.partner_id && this.cells.get(key)) || EMPTY_CELL;
    }

    strengthOf(person, colleague) {
        return this.cellOf(person, colleague).links[0]?.strength || 0;
    }

    bestStrengthOf(person) {
        return (person.partner_id && this.best.get(person.partner_id)) || 0;
    }

    /** Somebody with a name whom none of us knows. */
    isGap(person) {
        return !person.is_placeholder && !this.bestStrengthOf(person);
    }

    // ------------------------------------------------------------------ filters

    get hasFilter() {
        return Object.keys(NO_FILTER).some((name) => this.filters[name] !== NO_FILTER[name]);
    }

    clearFilters() {
        Object.assign(this.filters, NO_FILTER);
    }

    isShown(person) {
        const { departmentId, roleId, level, isGap } = this.filters;
        const path = this.paths.get(person.department_id) || [];
        return (
            (!departmentId || path.some(({ id }) => id === departmentId)) &&
            (!roleId || person.role?.id === roleId) &&
            (level === "all" || (person.level || "") === level) &&
            (!isGap || this.isGap(person))
        );
    }

    // --------------------------------------------------------------- what is shown

    /**
     * The people who pass the filters, and what adds up over them.
     *
     * The value of a colleague's connections is Σ strength × weight.
     *
     * @returns {{
     *   groups: { key: string, path: string[], side: string, people: Object[] }[],
     *   columns: { colleague: Object, value: number, known: number }[],
     *   named: number,
     *   gaps: number,
     * }}
     */
    getView() {
        const people = this.data.people.filter((person) => this.isShown(person));
        const columns = this.columns.map((colleague) => {
            const known = people.filter((person) => this.strengthOf(person, colleague));
            const value = known.reduce(
                (sum, person) => sum + this.strengthOf(person, colleague) * person.weight,
                0
            );
            return { colleague, value, known: known.length };
        });
        return {
            groups: this._group(people),
            columns,
            named: people.filter((person) => !person.is_placeholder).length,
            gaps: people.filter((person) => this.isGap(person)).length,
        };
    }

    /** People by department, as the departments come, then those without one. */
    _group(people) {
        const groups = new Map();
        for (const { id } of this.data.departments) {
            const path = this.paths.get(id).map(({ name }) => name);
            groups.set(`department_${id}`, { path, side: "account", people: [] });
        }
        for (const side of ["account", "external", "competitor", "parked"]) {
            groups.set(side, { path: [], side, people: [] });
        }
        for (const person of people) {
            groups.get(groupKey(person)).people.push(person);
        }
        return [...groups]
            .map(([key, group]) => ({ key, ...group }))
            .filter((group) => group.people.length);
    }

    // ------------------------------------------------------------------- writes

    /**
     * @param {Object|null} link the connection to change; null for a new one
     * @param {Object} values strength, desired_strength, type_id, note, lead_id
     */
    async save(person, colleague, link, values) {
        if (link) {
            await this.orm.write("relationship.link", [link.id], values);
        } else {
            await this.orm.create("relationship.link", [
                {
                    source_id: colleague.partner_id,
                    target_id: person.partner_id,
                    company_id: this.data.map.company_id,
                    ...values,
                },
            ]);
        }
        await this.load();
    }

    /** Removing is archiving, so that it can be taken back. */
    async setActive(link, active) {
        await this.orm.write("relationship.link", [link.id], { active });
        await this.load();
    }
}

function cellKey(contactId, ownId) {
    return `${contactId}_${ownId}`;
}

function groupKey(person) {
    if (person.department_id) {
        return `department_${person.department_id}`;
    }
    return person.is_parked ? "parked" : person.side;
}

/** Each department with those above it: Map of id → departments from the top. */
function departmentPaths(departments) {
    const byId = new Map(departments.map((department) => [department.id, department]));
    const paths = new Map();
    for (const department of departments) {
        const path = [];
        let next = department;
        while (next && !path.includes(next)) {
            path.unshift(next);
            next = byId.get(next.parent_id);
        }
        paths.set(department.id, path);
    }
    return paths;
}
