/**
 * Measures of the drawing, in map units (one unit is one CSS pixel at zoom 1).
 */
export const CARD = { width: 216, height: 70 };
export const SMALL_CARD = { width: 180, height: 46 };
/** Room between a superior and the row of people below. */
export const ROW_GAP = 36;
export const COLUMN_GAP = 20;
/** Room between people stacked under their superior, and the indent of the stack. */
export const STACK_GAP = 10;
export const STACK_INDENT = 18;
export const BOX = { padding: 18, header: 40, gap: 36, emptyWidth: 232, emptyHeight: 84 };
/** Room left free beside wrapped rows of boxes, for the lines that pass them. */
export const GUTTER = 24;
/** Height between a box and the boxes that stand under it. */
export const BELOW_GAP = 52;
/** Height of the bar of lines below a person, and above a box. */
export const BUS = { below: ROW_GAP / 2, above: 16 };
export const SIDE_GAP = 72;
/** Width : height that wrapping of boxes aims at. */
export const ASPECT = 2;

/** Card size by share of the mean weight: clear steps, but bounded. */
const WEIGHT_STEPS = [
    [0.7, 0.88],
    [1.4, 1],
    [2.4, 1.14],
    [Infinity, 1.28],
];

/**
 * @param {number} weight of the person
 * @param {number} meanWeight of the people on the map
 * @returns {number} factor for the size of the card
 */
export function weightScale(weight, meanWeight) {
    const share = meanWeight > 0 ? weight / meanWeight : 1;
    return WEIGHT_STEPS.find(([limit]) => share < limit)[1];
}
