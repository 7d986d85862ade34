import { markRaw } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

import { computeLayout } from "../layout/map_layout";
import { contactKey, departmentKey, personKey } from "../layout/map_keys";

const NO_FILTERS = markRaw({ departmentId: false, roleId: false, level: null });
const NO_KINDS = markRaw([]);

/** The ring of the most influential person is full, the others are smaller. */
function sizeRings(people) {
    const most = Math.max(0, ...people.map((person) => person.influence || 0));
    for (const person of people) {
        person.influence_ring = most ? (person.influence || 0) / most : 0;
    }
}

/**
 * What the map shows: the data of one map, how it is laid out, what is folded,
 * filtered and selected. Made reactive by the component that owns it; data and layout
 * are replaced as a whole and therefore not observed inside.
 */
export class MapModel {
    /**
     * @param {Object} orm service
     * @param {number} mapId
     */
    constructor(orm, mapId) {
        this.orm = orm;
        this.mapId = mapId;
        this.data = null;
        this.layout = null;
        this.folded = markRaw(new Set());
        this.filters = NO_FILTERS;
        this.hiddenKinds = NO_KINDS;
        /** Whose ties are shown, see READINGS. */
        this.reading = "company";
        this.selectedKey = null;
        this.hoveredKey = null;
        this.linkCache = markRaw({});
    }

    /** Read the map and lay it out again; unchanged cards stay the same objects. */
    async load() {
        const data = await this.orm.call("relationship.map", "get_map_data", [[this.mapId]]);
        this.setData(data);
    }

    setData(data) {
        this.data = markRaw(data);
        sizeRings(data.people);
        this.peopleById = markRaw(new Map(data.people.map((person) => [person.id, person])));
        this.departmentsById = markRaw(new Map(data.departments.map((d) => [d.id, d])));
        this.namesByPartner = markRaw(
            new Map([...data.others, ...data.people].map((who) => [who.partner_id, who.name]))
        );
        this.relayout();
        if (this.selectedKey && !this.memberOf(this.selectedKey)) {
            this.selectedKey = null;
        }
    }

    relayout() {
        const layout = computeLayout(this.data, this.folded);
        for (const [key, card] of layout.cards) {
            const before = this.layout?.cards.get(key);
            if (before && JSON.stringify(before) === JSON.stringify(card)) {
                layout.cards.set(key, before);
            }
        }
        this.layout = markRaw(layout);
        this.keysByPartner = markRaw(this.indexPartners(layout));
    }

    indexPartners(layout) {
        const keys = new Map();
        for (const { key, person } of layout.cards.values()) {
            if (person.partner_id) {
                keys.set(person.partner_id, key);
            }
        }
        return keys;
    }

    get canWrite() {
        return Boolean(this.data?.map.can_write);
    }

    /** The links that are not filtered away; the same list until that changes. */
    get links() {
        const { data, hiddenKinds, reading } = this;
        const cache = this.linkCache;
        if (
            cache.data !== data ||
            cache.hiddenKinds !== hiddenKinds ||
            cache.reading !== reading
        ) {
            const partnerIds = this.readingValues && new Set(this.readingValues.partner_ids);
            const links = data.links.filter(
                ({ kind, source_id, target_id }) =>
                    !hiddenKinds.includes(kind) &&
                    (!partnerIds || partnerIds.has(source_id) || partnerIds.has(target_id))
            );
            Object.assign(cache, { data, hiddenKinds, reading, links });
        }
        return cache.links;
    }

    // ------------------------------------------------------------------ reading

    /** Who counts in the reading; undefined for the company's: everybody. */
    get readingValues() {
        return this.data.readings?.[this.reading];
    }

    /** Closeness, coverage and counts of the people who count in the reading. */
    get figures() {
        return this.readingValues || this.data.map;
    }

    /** Keys of who counts in the reading and of whose ties it shows; null for all. */
    get readingKeys() {
        if (!this.readingValues) {
            return null;
        }
        const { person_ids, partner_ids } = this.readingValues;
        const keys = new Set(person_ids.map(personKey));
        for (const partnerId of partner_ids) {
            keys.add(this.keysByPartner.get(partnerId) || contactKey(partnerId));
        }
        return keys;
    }

    /** The person or contact behind a key, drawn or not; undefined when gone. */
    memberOf(key) {
        if (key[0] === "p") {
            return this.peopleById.get(Number(key.slice(1)));
        }
        return this.data.others.find((other) => contactKey(other.partner_id) === key);
    }

    get selected() {
        return this.selectedKey ? this.memberOf(this.selectedKey) : undefined;
    }

    /** Links of one contact, in reading order. */
    linksOf(partnerId) {
        return partnerId
            ? this.data.links.filter(
                  (link) => link.source_id === partnerId || link.target_id === partnerId
              )
            : [];
    }

    nameOfPartner(partnerId) {
        return this.namesByPartner.get(partnerId) || "";
    }

    levelLabel(level) {
        return this.data.levels.find(([key]) => key === level)?.[1] || _t("Not assessed");
    }

    // ------------------------------------------------------------------ folding

    restoreFolded(keys) {
        this.folded = markRaw(new Set(keys));
    }

    toggleFolded(key) {
        if (!this.folded.delete(key)) {
            this.folded.add(key);
        }
        this.relayout();
    }

    /** Unfold whatever hides a person. */
    reveal(key) {
        let person = this.memberOf(key);
        const seen = new Set();
        while (person && !seen.has(person)) {
            seen.add(person);
            let department = this.departmentsById.get(person.department_id);
            while (department && !seen.has(department)) {
                seen.add(department);
                this.folded.delete(departmentKey(department.id));
                department = this.departmentsById.get(department.parent_id);
            }
            person = this.peopleById.get(person.reports_to_id);
            if (person) {
                this.folded.delete(personKey(person.id));
            }
        }
        this.relayout();
    }

    // ---------------------------------------------------------------- filtering

    get hasFilter() {
        const { departmentId, roleId, level } = this.filters;
        return Boolean(departmentId || roleId) || level !== null || this.hiddenKinds.length > 0;
    }

    setFilter(name, value) {
        this.filters = markRaw({ ...this.filters, [name]: value });
    }

    toggleKind(kind) {
        const others = this.hiddenKinds.filter((other) => other !== kind);
        const isHidden = others.length < this.hiddenKinds.length;
        this.hiddenKinds = markRaw(isHidden ? others : [...others, kind]);
    }

    clearFilters() {
        this.filters = NO_FILTERS;
        this.hiddenKinds = NO_KINDS;
    }

    /** Keys of who is shown clearly: who counts in the reading and passes the filters;
     *  null when that is everybody. */
    get matchingKeys() {
        const { filteredKeys, readingKeys } = this;
        return filteredKeys && readingKeys
            ? filteredKeys.intersection(readingKeys)
            : filteredKeys || readingKeys;
    }

    /** Keys of the people who pass the filters; null when no filter is set. */
    get filteredKeys() {
        const { departmentId, roleId, level } = this.filters;
        if (!departmentId && !roleId && level === null) {
            return null;
        }
        const matching = new Set();
        for (const person of this.data.people) {
            if (
                (!departmentId || this.isInDepartment(person, departmentId)) &&
                (!roleId || person.role?.id === roleId) &&
                (level === null || (person.level || "") === level)
            ) {
                matching.add(personKey(person.id));
            }
        }
        return matching;
    }

    isInDepartment(person, departmentId) {
        const seen = new Set();
        let department = this.departmentsById.get(person.department_id);
        while (department && !seen.has(department)) {
            if (department.id === departmentId) {
                return true;
            }
            seen.add(department);
            department = this.departmentsById.get(department.parent_id);
        }
        return false;
    }

    /** Keys of the people and contacts whose name, function or role has the words. */
    search(text) {
        const words = text.toLowerCase().split(/\s+/).filter(Boolean);
        const members = [...this.data.people, ...this.data.others];
        return members
            .filter((member) => {
                const parts = [member.name, member.function, member.company_name];
                const haystack = [...parts, member.role?.name].join(" ").toLowerCase();
                return words.every((word) => haystack.includes(word));
            })
            .slice(0, 8);
    }
}
