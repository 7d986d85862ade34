import { onRpc } from "@web/../tests/web_test_helpers";

const LEVELS = [
    ["2", "Strong Support"],
    ["1", "Support"],
    ["0", "Neutral"],
    ["-1", "Oppose"],
    ["-2", "Strong Oppose"],
];

/** A person of a map as the server describes one. */
export function makePerson(id, values = {}) {
    return {
        id,
        partner_id: 100 + id,
        name: `Person ${id}`,
        function: `Job ${id}`,
        company_name: "Aurora Steel",
        role: false,
        weight: 1,
        department_id: false,
        reports_to_id: false,
        level: false,
        solution_level: false,
        price_level: false,
        target_level: false,
        has_veto: false,
        has_approval: false,
        political_status: "outside",
        contact_depth: "none",
        owner: false,
        is_placeholder: false,
        is_parked: false,
        is_key_player: false,
        side: "account",
        influence: 0,
        influence_rank: 0,
        assessed_on: false,
        ...values,
    };
}

export function makeDepartment(id, values = {}) {
    return {
        id,
        name: `Department ${id}`,
        parent_id: false,
        is_key: false,
        sequence: 10,
        closeness: false,
        coverage: false,
        ...values,
    };
}

export function makeData(values = {}) {
    return {
        map: {
            id: 1,
            name: "Aurora Steel",
            kind: "account",
            account: { id: 50, name: "Aurora Steel" },
            lead: false,
            closeness: 50,
            coverage: 60,
            status: "amber",
            status_reason: "Key players support us, but none of them decides.",
            counts: { 2: 0, 1: 1, 0: 0, "-1": 0, "-2": 0, "": 2 },
            gap_count: 1,
            gaps: ["No champion."],
            can_write: true,
        },
        departments: [],
        people: [],
        others: [],
        links: [],
        roles: [{ id: 1, name: "User", short_name: "U", meaning: "user", default_weight: 1 }],
        link_types: [
            { id: 1, name: "Influence", kind: "influence" },
            { id: 2, name: "Friend", kind: "knows" },
        ],
        levels: LEVELS,
        maps: [{ id: 1, name: "Aurora Steel", kind: "account" }],
        ...values,
    };
}

/** Anna leads Bruno and Clara, who leads Dora; Emil waits, Ours is one of us. */
export function makeSmallMap() {
    return makeData({
        departments: [makeDepartment(1, { name: "Operations", is_key: true })],
        people: [
            makePerson(1, { name: "Anna Berg", level: "1", weight: 3, is_key_player: true }),
            makePerson(2, { name: "Bruno Costa", reports_to_id: 1, department_id: 1 }),
            makePerson(3, { name: "Clara Duval", reports_to_id: 1, department_id: 1, level: "-2" }),
            makePerson(4, { name: "Dora Egger", reports_to_id: 3, department_id: 1 }),
            makePerson(5, { name: "Emil Fuchs", is_parked: true }),
        ],
        others: [
            {
                partner_id: 900,
                name: "Olga Ours",
                function: false,
                company_name: "Our Company",
                side: "own",
            },
        ],
        links: [makeLink(1, 102, 101), makeLink(2, 900, 103, { kind: "knows", type_id: 2 })],
        readings: {
            mine: makeReading(),
            team: makeReading({
                partner_ids: [900],
                person_ids: [3],
                closeness: -200,
                coverage: 100,
                counts: { "-2": 1 },
            }),
            competitor: makeReading(),
        },
    });
}

/** Who counts in a reading as the server describes it; nobody by default. */
export function makeReading(values = {}) {
    return {
        partner_ids: [],
        person_ids: [],
        closeness: false,
        coverage: false,
        counts: {},
        ...values,
    };
}

export function makeLink(id, source_id, target_id, values = {}) {
    return {
        id,
        source_id,
        target_id,
        kind: "influence",
        type_id: 1,
        type_name: "Influence",
        strength: 3,
        lead_id: false,
        note: false,
        ...values,
    };
}

/** The same pseudo-random numbers in every run. */
function makeRandom(seed) {
    let state = seed;
    return () => {
        state = (state * 1664525 + 1013904223) % 4294967296;
        return state / 4294967296;
    };
}

/**
 * A map of any size: departments inside departments, people who report across
 * them, all weights and levels.
 */
export function makeCrowd(size, seed = 1) {
    const random = makeRandom(seed);
    const below = (limit) => Math.floor(random() * limit);
    const count = Math.max(2, Math.round(size / 40));
    const departments = Array.from({ length: count }, (_, i) =>
        makeDepartment(i + 1, { parent_id: i > 4 && random() < 0.4 ? 1 + below(4) : false })
    );
    const people = [];
    for (let id = 1; id <= size; id++) {
        const isElsewhere = random() < 0.05;
        const department_id = id === 1 || random() < 0.05 ? false : 1 + below(count);
        const team = people.filter((person) => person.department_id === department_id);
        const superiors = isElsewhere || !team.length ? people : team;
        people.push(
            makePerson(id, {
                department_id,
                weight: [0.5, 1, 1, 2, 5][below(5)],
                level: ["2", "1", "0", "-1", "-2", false][below(6)],
                reports_to_id:
                    people.length && random() < 0.93
                        ? superiors[below(Math.min(12, superiors.length))].id
                        : false,
            })
        );
    }
    return makeData({ departments, people });
}

/**
 * Answer the calls of the map from its data, and keep what is written.
 *
 * @returns {{ data: Object, writes: Array }} `writes` lists [model, method, ids or
 *  values, values]
 */
export function serveMap(data) {
    const server = { data, writes: [], refuse: null };
    const listOf = { "relationship.stakeholder": "people", "relationship.link": "links" };
    const archived = [];
    onRpc("relationship.map", "get_map_data", () => JSON.parse(JSON.stringify(server.data)));
    onRpc("relationship.map", "get_gap_data", () => server.gaps || []);
    onRpc("relationship.stakeholder", "get_next_step", () => server.nextStep || {});
    for (const [model, name] of Object.entries(listOf)) {
        onRpc(model, "write", ({ args: [ids, values] }) => {
            server.refuse?.(values);
            server.writes.push([model, "write", ids, values]);
            const { active, ...rest } = values;
            for (const id of ids) {
                const all = [...server.data[name], ...archived];
                const record = all.find((item) => item.id === id);
                Object.assign(record, rest);
                if (active === false) {
                    server.data[name] = server.data[name].filter((item) => item !== record);
                    archived.push(record);
                } else if (active) {
                    server.data[name].push(record);
                }
            }
            return true;
        });
        onRpc(model, "create", ({ args: [valuesList] }) => {
            server.refuse?.(valuesList[0]);
            server.writes.push([model, "create", valuesList]);
            return valuesList.map((values) => {
                const id = 1000 + server.writes.length;
                const base = name === "people" ? makePerson(id) : makeLink(id);
                server.data[name].push({ ...base, ...values, id });
                return id;
            });
        });
    }
    return server;
}
