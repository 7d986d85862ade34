import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { formatFloat, formatInteger, formatMonetary } from "@web/views/fields/formatters";

import { formatCloseness, formatCoverage } from "../fields/percent_field";

const NOTHING = "–";

const FORMATTERS = {
    text: (value) => value,
    integer: (value) => formatInteger(value),
    number: (value) => formatFloat(value, { digits: [16, 1], trailingZeros: false }),
    percent: formatCoverage,
    signed_percent: formatCloseness,
    amount: formatAmount,
};

/** An amount in few digits: 840k, 1.3M. */
function formatAmount(value, currencyId) {
    const thousands = Math.floor(Math.log10(Math.abs(value) || 1) / 3);
    const isShort = thousands > 0 && Math.abs(value) / 1000 ** thousands < 10;
    return formatMonetary(value, {
        currencyId,
        humanReadable: true,
        digits: [16, isShort ? 1 : 0],
    });
}

/** A value as its kind asks for; a dash where there is none. */
export function formatValue(value, kind, currencyId) {
    if (value === null || value === undefined || value === false) {
        return NOTHING;
    }
    return FORMATTERS[kind](value, currencyId);
}

/** A change with its sign; the arrow beside it says the direction once more. */
export function formatChange(change) {
    const rounded = Math.round(change);
    return `${rounded > 0 ? "+" : rounded < 0 ? "−" : "±"}${formatInteger(Math.abs(rounded))}`;
}

/** Way and look of a change. */
export function changeLook(change) {
    const direction = Math.sign(Math.round(change));
    return {
        1: { icon: "fa-caret-up", className: "text-success" },
        0: { icon: "fa-minus", className: "text-muted" },
        "-1": { icon: "fa-caret-down", className: "text-danger" },
    }[direction];
}

export function formatDay(day) {
    return formatDate(deserializeDate(day));
}

/** A day on an axis: with the year where the axis is long, else with the day. */
export function formatTick(day, isLong) {
    const parts = isLong ? { year: "2-digit" } : { day: "numeric" };
    return deserializeDate(day).toLocaleString({ month: "short", ...parts });
}
