import { _t } from "@web/core/l10n/translation";

const STAKEHOLDER = "relationship.stakeholder";
const LINK = "relationship.link";

/** What a write to a person must also restore when it is undone. */
const COUPLED = {
    level: ["assessed_on"],
    role_id: ["weight"],
    reports_to_id: ["is_parked", "department_id"],
    department_id: ["is_parked"],
};

const RELATIONS = { role_id: "role", owner_id: "owner" };

function storedValue(person, name) {
    return name in RELATIONS ? person[RELATIONS[name]]?.id || false : person[name];
}

/**
 * Write values on one person.
 *
 * @param {Object} person as in the data of the map
 * @param {Object} values
 */
function writePerson(person, values) {
    const names = new Set(Object.keys(values));
    names.delete("change_reason");
    for (const name of [...names]) {
        (COUPLED[name] || []).forEach((other) => names.add(other));
    }
    return {
        model: STAKEHOLDER,
        ids: [person.id],
        values,
        before: Object.fromEntries([...names].map((name) => [name, storedValue(person, name)])),
    };
}

/** Those who report to a person go to the person's own superior. */
function handOverReports(people, person) {
    return people
        .filter((other) => other.reports_to_id === person.id)
        .map((other) =>
            writePerson(other, {
                reports_to_id: person.reports_to_id,
                department_id: other.department_id || person.department_id,
            })
        );
}

export function changePerson(person, values, label = _t("Change of %s", person.name)) {
    return { label, operations: [writePerson(person, values)] };
}

/**
 * @param {string} feature level, solution_level, price_level or target_level
 * @param {string|false} level
 * @param {string} [reason] why; kept in the history
 */
export function setLevel(person, feature, level, reason) {
    const values = { [feature]: level };
    if (reason) {
        values.change_reason = reason;
    }
    return changePerson(person, values, _t("Assessment of %s", person.name));
}

/**
 * Place a person below another.
 *
 * A member of a department follows the new superior into the other department, with
 * the own team. The head of a department keeps it: that only the line to the person
 * above changes is what a user means by dragging a head onto a director.
 */
export function moveBelow(people, person, superior) {
    const values = { reports_to_id: superior.id };
    const operations = [writePerson(person, values)];
    const departmentId = superior.department_id;
    if (departmentId && departmentId !== person.department_id && !isHead(people, person)) {
        values.department_id = departmentId;
        operations.push(...moveTeam(people, person, departmentId));
    }
    return { label: _t("Move of %s", person.name), operations };
}

/** Whether a person leads in a department without being led from inside it. */
function isHead(people, person) {
    if (!person.department_id) {
        return false;
    }
    const superior = people.find(({ id }) => id === person.reports_to_id);
    return superior
        ? superior.department_id !== person.department_id
        : people.some(({ reports_to_id }) => reports_to_id === person.id);
}

/** Everybody below a person in the same department moves to the new one. */
function moveTeam(people, person, departmentId) {
    const team = new Set([person.id]);
    for (let size = 0; size < team.size;) {
        size = team.size;
        for (const other of people) {
            if (team.has(other.reports_to_id) && other.department_id === person.department_id) {
                team.add(other.id);
            }
        }
    }
    team.delete(person.id);
    if (!team.size || !person.department_id) {
        return [];
    }
    return [
        {
            model: STAKEHOLDER,
            ids: [...team],
            values: { department_id: departmentId },
            before: { department_id: person.department_id },
        },
    ];
}

/** Put a person, with the own team, on top of a department. */
export function moveToDepartment(people, person, departmentId) {
    const values = { reports_to_id: false, department_id: departmentId };
    return {
        label: _t("Move of %s", person.name),
        operations: [writePerson(person, values), ...moveTeam(people, person, departmentId)],
    };
}

export function park(people, person) {
    return {
        label: _t("Parking of %s", person.name),
        operations: [
            ...handOverReports(people, person),
            writePerson(person, {
                reports_to_id: false,
                department_id: false,
                is_parked: true,
            }),
        ],
    };
}

export function removePerson(people, person) {
    return {
        label: _t("Removal of %s", person.name),
        operations: [
            ...handOverReports(people, person),
            {
                model: STAKEHOLDER,
                ids: [person.id],
                values: { active: false },
                before: { active: true },
            },
        ],
    };
}

/** @param {Object[]} valuesList one dict of values per stakeholder */
export function addPeople(valuesList) {
    return {
        label: _t("Adding people"),
        operations: valuesList.map((values) => ({ model: STAKEHOLDER, values })),
    };
}

/** Create a contact and put it on the map. */
export function addNewPerson(partnerValues, values) {
    return {
        label: _t("Adding %s", partnerValues.name),
        operations: [
            { model: "res.partner", values: partnerValues },
            {
                model: STAKEHOLDER,
                values: ([partnerId]) => ({ ...values, partner_id: partnerId }),
            },
        ],
    };
}

export function addLink(values) {
    return { label: _t("New link"), operations: [{ model: LINK, values }] };
}

export function changeLink(link, values) {
    const before = Object.fromEntries(Object.keys(values).map((name) => [name, link[name]]));
    return {
        label: _t("Change of a link"),
        operations: [{ model: LINK, ids: [link.id], values, before }],
    };
}

export function removeLink(link) {
    return {
        label: _t("Removal of a link"),
        operations: [
            { model: LINK, ids: [link.id], values: { active: false }, before: { active: true } },
        ],
    };
}
