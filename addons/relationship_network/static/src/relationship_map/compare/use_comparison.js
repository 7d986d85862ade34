import { reactive } from "@odoo/owl";

import { serializeDate, today } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { memberKey } from "../layout/map_keys";
import { MapComparison } from "./map_comparison";

/**
 * Show a drawn map as it was: while days are compared the model holds the data of the
 * later one, to read only.
 *
 * @param {{ orm: Object, model: Object, state: Object, view: Object }} map; its
 *  `state.comparison` is a MapComparison, or null when the map is as it is today
 */
export function useComparison({ orm, model, state, view }) {
    const notification = useService("notification");
    let live = null;

    async function start() {
        const kept = await orm.call("relationship.map", "get_comparison_data", [[model.mapId]]);
        if (kept.days.length < 2) {
            notification.add(
                _t(
                    "There is nothing to compare yet: the levels of this map are kept every night, " +
                        "so come back tomorrow."
                ),
                { type: "info" }
            );
            return;
        }
        live = model.data;
        state.isPanelOpen = false;
        state.mode = null;
        const since = serializeDate(today().minus({ months: 12 }));
        state.comparison = reactive(new MapComparison(kept, live, since));
        show();
    }

    function show() {
        model.setData(state.comparison.dataThen);
    }

    function stop() {
        state.comparison = null;
        model.setData(live);
    }

    /** Select somebody who moved; who left is not on the drawing. */
    function reveal(person) {
        const member = model.peopleById.get(person.id);
        if (member && model.layout.cards.has(memberKey(member))) {
            view.showMember(member);
        }
    }

    return { show, stop, reveal, toggle: () => (state.comparison ? stop() : start()) };
}
