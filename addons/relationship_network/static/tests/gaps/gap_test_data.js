/** What `relationship.map.get_gap_data` returns for one gap. */
export function makeGap(kind, values = {}) {
    return {
        kind,
        title: `Title of ${kind}`,
        sentence: `Sentence of ${kind}`,
        items: [{ key: 1, name: "Anna Berg" }],
        action: `Close ${kind}`,
        other_action: false,
        is_joint: false,
        ...values,
    };
}

/** What `relationship.map.get_next_step_data` returns for one person. */
export function makeStep(person_id, values = {}) {
    return {
        person_id,
        name: `Person ${person_id}`,
        level: "0",
        target_level: "1",
        urgency: 1,
        state: "proposed",
        sentence: "Meeting: in 8 of 12 cases a level rose within 60 days.",
        activity_type: { id: 3, name: "Meeting", icon: "fa-users" },
        user: { id: 7, name: "Mara Lind" },
        cases: 12,
        rises: 8,
        weight: 1,
        function: false,
        role: "User",
        is_key_player: false,
        can_be_reached: true,
        ...values,
    };
}
