import { linkLine, linkShape } from "../layout/link_geometry";

/** With more links of a kind than this, they are pale until a person is in focus. */
const MANY_LINKS = 40;

/** The kinds of which there are too many to draw each link clearly. */
export function crowdedKinds(links) {
    const counts = Map.groupBy(links, (link) => link.kind);
    return new Set([...counts.keys()].filter((kind) => counts.get(kind).length > MANY_LINKS));
}

/** Links whose both ends are drawn, with their cards. */
function* drawnLinks(layout, keysByPartner, links) {
    for (const link of links) {
        const fromKey = keysByPartner.get(link.source_id);
        const toKey = keysByPartner.get(link.target_id);
        if (fromKey && toKey) {
            yield {
                link,
                fromKey,
                toKey,
                from: layout.cards.get(fromKey),
                to: layout.cards.get(toKey),
            };
        }
    }
}

/**
 * One pale path per crowded kind.
 *
 * @param {Object} layout of the map
 * @param {Map<number, string>} keysByPartner keys of the cards by contact
 * @param {Object[]} links
 * @returns {{ kind: string, d: string }[]}
 */
export function paleLinks(layout, keysByPartner, links) {
    const crowded = crowdedKinds(links);
    const paths = new Map();
    const chosen = links.filter((link) => crowded.has(link.kind));
    for (const { link, from, to } of drawnLinks(layout, keysByPartner, chosen)) {
        paths.set(link.kind, (paths.get(link.kind) || "") + linkLine(from, to));
    }
    return [...paths].map(([kind, d]) => ({ kind, d }));
}

/**
 * The links drawn one by one: those of kinds that are not crowded, and all of the
 * person in focus.
 *
 * @param {string|null} focusKey card in focus
 * @param {{ all?: boolean }} [options] `all`: each link, however many there are
 * @returns {Object[]} each with link, shape and isTouching
 */
export function liveLinks(layout, keysByPartner, links, focusKey, { all = false } = {}) {
    const touching = (link) =>
        keysByPartner.get(link.source_id) === focusKey ||
        keysByPartner.get(link.target_id) === focusKey;
    const crowded = crowdedKinds(all ? [] : links);
    const chosen = links.filter((link) => !crowded.has(link.kind) || touching(link));
    const lanes = new Map();
    const live = [];
    for (const { link, fromKey, toKey, from, to } of drawnLinks(layout, keysByPartner, chosen)) {
        const pair = `${fromKey}>${toKey}`;
        const lane = lanes.get(pair) || 0;
        lanes.set(pair, lane + 1);
        live.push({
            link,
            shape: linkShape(from, to, link, { lane }),
            isTouching: touching(link),
        });
    }
    return live;
}

/** Keys of everybody whom a link, or the reporting line, ties to a person. */
export function relatedKeys(layout, keysByPartner, links, focusKey) {
    const related = new Set([focusKey]);
    const card = layout.cards.get(focusKey);
    if (!card) {
        return related;
    }
    for (const key of [card.parentKey, ...card.childKeys]) {
        related.add(key);
    }
    const partnerId = card.person.partner_id;
    for (const { source_id, target_id } of partnerId ? links : []) {
        if (source_id === partnerId) {
            related.add(keysByPartner.get(target_id));
        } else if (target_id === partnerId) {
            related.add(keysByPartner.get(source_id));
        }
    }
    return related;
}

/**
 * All cards as plain boxes, one path per level: what is drawn from afar.
 *
 * @param {Object} layout
 * @param {Set<string>|null} matching keys that pass the filters, null when all do
 * @returns {{ level: string|false, faded: boolean, d: string }[]}
 */
export function cardBlocks(layout, matching) {
    const paths = new Map();
    for (const [key, { x, y, w, h, person }] of layout.cards) {
        const faded = Boolean(matching && !matching.has(key));
        const level = person.level || false;
        const group = `${level}|${faded}`;
        const path = paths.get(group) || { group, level, faded, d: "" };
        path.d += `M${x} ${y}h${w}v${h}h${-w}z`;
        paths.set(group, path);
    }
    return [...paths.values()];
}
