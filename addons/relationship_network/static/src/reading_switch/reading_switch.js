import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/** Whose ties are looked at: key, label, icon. */
export const READINGS = [
    ["mine", _t("Mine"), "fa-user"],
    ["team", _t("My team's"), "fa-users"],
    ["company", _t("The company's"), "fa-building-o"],
    ["competitor", _t("The competitor's"), "fa-flag-o"],
];

/** @returns {string} the next reading, for a key that walks through them */
export function nextReading(reading) {
    const keys = READINGS.map(([key]) => key);
    return keys[(keys.indexOf(reading) + 1) % keys.length];
}

/** The four readings as a group of buttons; arrow keys and Tab reach each of them. */
export class ReadingSwitch extends Component {
    static template = "relationship_network.ReadingSwitch";
    static props = {
        reading: String,
        onChange: Function,
        /** Words only on the chosen one, where there is little room. */
        isBrief: { type: Boolean, optional: true },
    };

    readings = READINGS;
}
