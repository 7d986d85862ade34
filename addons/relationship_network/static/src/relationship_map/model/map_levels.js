import { LEVEL_SYMBOLS } from "../../fields/level_field";

/**
 * How the five-point scale is shown: a colour (by CSS class), and for those who do
 * not tell colours apart also a sign and an outline of its own.
 */
const SHAPES = {
    // Hexagon, circle, rounded square, triangle on its tip, octagon; 24 units wide.
    2: "M-12 0L-6 -10.4H6L12 0L6 10.4H-6Z",
    1: "M-11 0A11 11 0 1 1 11 0A11 11 0 1 1 -11 0Z",
    0: "M-7 -10H7A3 3 0 0 1 10 -7V7A3 3 0 0 1 7 10H-7A3 3 0 0 1 -10 7V-7A3 3 0 0 1 -7 -10Z",
    "-1": "M-12.5 -9H12.5L1.2 12.5H-1.2Z",
    "-2": "M-5 -12H5L12 -5V5L5 12H-5L-12 5V-5Z",
    "": "M-11 0A11 11 0 1 1 11 0A11 11 0 1 1 -11 0Z",
};
const SIGNS = { ...LEVEL_SYMBOLS, "": "?" };
const SUFFIXES = { 2: "pp", 1: "p", 0: "zero", "-1": "m", "-2": "mm", "": "none" };

export const LEVELS = ["2", "1", "0", "-1", "-2"];
/** Key 1 to 5 sets these levels, key 0 clears. */
export const KEY_LEVELS = { 1: "2", 2: "1", 3: "0", 4: "-1", 5: "-2", 0: false };

/**
 * @param {string|false} level
 * @returns {{ sign: string, shape: string, className: string }}
 */
export function levelLook(level) {
    const key = level || "";
    return {
        sign: SIGNS[key],
        shape: SHAPES[key],
        className: `o_rm_level_${SUFFIXES[key]}`,
        signY: key === "-1" ? -1.5 : 0,
    };
}

/** Colour class for a closeness in percent (−200 … +200), like the nearest level. */
export function closenessClass(closeness) {
    if (closeness === false || closeness === undefined) {
        return "o_rm_level_none";
    }
    const nearest = Math.max(-2, Math.min(2, Math.round(closeness / 100)));
    return `o_rm_level_${SUFFIXES[nearest]}`;
}

/** "+50 %", "−50 %", or "–" when there is nobody. */
export function formatPercent(value, { signed = false } = {}) {
    if (value === false || value === undefined) {
        return "–";
    }
    const rounded = Math.round(value);
    const sign = rounded < 0 ? "−" : signed && rounded > 0 ? "+" : "";
    return `${sign}${Math.abs(rounded)} %`;
}
