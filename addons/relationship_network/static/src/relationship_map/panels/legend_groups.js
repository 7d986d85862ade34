import { _t } from "@web/core/l10n/translation";

import { MARK_TITLES } from "../card/card_view";
import { linkShape } from "../layout/link_geometry";
import { levelLook } from "../model/map_levels";

function line(label, kind, strength, lead_id) {
    const from = { x: 0, y: 12, w: 4, h: 2 };
    const to = { ...from, x: 40 };
    return {
        label,
        item: {
            link: { kind, lead_id },
            shape: linkShape(from, to, { kind, strength }, { bow: 0 }),
        },
    };
}

function mark(name, sample) {
    const x = sample.width ? 8 : 14;
    return { label: MARK_TITLES[name], mark: { ...sample, place: `translate(${x} 13)` } };
}

function opinion(type, letter, level) {
    return { type, letter, level: levelLook(level), width: 27 };
}

/**
 * The legend as data, for the panel and for the exported picture.
 *
 * @param {[string, string][]} levels and their labels
 * @returns {{ title: string, entries: Object[] }[]} an entry has a label and one of
 *  `look` (a level), `mark` (a mark of a card) or `item` (a line)
 */
export function legendGroups(levels) {
    return [
        {
            title: _t("Closeness level"),
            entries: [...levels, ["", _t("Not assessed")]].map(([level, label]) => ({
                label,
                look: levelLook(level),
            })),
        },
        {
            title: _t("On a card"),
            entries: [
                mark("inner", { type: "politics", status: "inner" }),
                mark("structure", { type: "politics", status: "structure" }),
                mark("veto", { type: "veto" }),
                mark("approval", { type: "approval" }),
                mark("alert", { type: "alert" }),
                mark("solution_level", opinion("solution_level", "S", "1")),
                mark("price_level", opinion("price_level", "P", "-1")),
                mark("influence", { type: "influence" }),
            ],
        },
        {
            title: _t("Lines, thicker when stronger"),
            entries: [
                line(_t("Influences"), "influence", 3, false),
                line(_t("In conflict with"), "conflict", 2, false),
                line(_t("Know each other"), "knows", 2, false),
                line(_t("Only for this opportunity"), "influence", 2, 1),
            ],
        },
    ];
}
