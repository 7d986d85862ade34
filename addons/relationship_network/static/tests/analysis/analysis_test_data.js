/** What `relationship.map.get_analysis_data` returns. */
export function makeAnalysisMap(values = {}) {
    return {
        id: 1,
        name: "Acme",
        kind: "account",
        account: { id: 9, name: "Acme" },
        lead: false,
        closeness: 50,
        coverage: 80,
        status: "amber",
        status_label: "Amber",
        status_reason: "None of them decides",
        counts: { 2: 0, 1: 1, 0: 0, "-1": 0, "-2": 0, "": 1 },
        gap_count: 0,
        gaps: [],
        can_write: true,
        ...values,
    };
}

export const LEVELS = [
    ["2", "Strong Support"],
    ["1", "Support"],
    ["0", "Neutral"],
    ["-1", "Oppose"],
    ["-2", "Strong Oppose"],
];
