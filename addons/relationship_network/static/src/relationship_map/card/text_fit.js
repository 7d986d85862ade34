const ELLIPSIS = "…";
let context;
let family;

/**
 * @param {string} text
 * @param {number} size of the font in px
 * @param {number} weight of the font
 * @returns {number} width in px, in the font of the page
 */
export function textWidth(text, size, weight) {
    context ||= document.createElement("canvas").getContext("2d");
    family ||= getComputedStyle(document.body).fontFamily || "sans-serif";
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text, width, size, weight) {
    if (!text || textWidth(text, size, weight) <= width) {
        return text;
    }
    const letters = [...text];
    let low = 0;
    let high = letters.length;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        const part = letters.slice(0, middle).join("").trimEnd() + ELLIPSIS;
        if (textWidth(part, size, weight) <= width) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return letters.slice(0, low).join("").trimEnd() + ELLIPSIS;
}

/** The text in at most two lines that fit. */
export function fitLines(text, width, size, weight) {
    if (textWidth(text, size, weight) <= width) {
        return [text];
    }
    const words = text.split(" ");
    let first = words.shift();
    while (words.length && textWidth(`${first} ${words[0]}`, size, weight) <= width) {
        first += ` ${words.shift()}`;
    }
    return [first, words.join(" ")]
        .filter(Boolean)
        .map((line) => fitText(line, width, size, weight));
}
