/** What a drawing program needs to know of an element. */
const PROPERTIES = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "paint-order",
    "opacity",
];
const TEXT_PROPERTIES = ["font-size", "font-weight", "font-style", "text-anchor"];
/** Values that need not be written: they hold anyway. */
const INITIAL = {
    "fill-opacity": "1",
    stroke: "none",
    "stroke-width": "1px",
    "stroke-dasharray": "none",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "paint-order": "normal",
    opacity: "1",
    "font-weight": "400",
    "font-style": "normal",
    "text-anchor": "start",
};
const HIDDEN = "hidden";
const DRAWN = new Set(["path", "rect", "circle", "polygon", "text", "g"]);

/**
 * Write the styles that the page gives to an SVG drawing into its elements, and drop
 * classes, data attributes and what is not shown, so that the drawing looks the same anywhere.
 *
 * Elements with the same classes, from the root down, look the same: each such chain
 * is asked for its style once.
 *
 * @param {SVGElement} root in the page
 */
export function inlineStyles(root) {
    const known = new Map();
    const visit = (element, chain) => {
        const path = `${chain}>${element.tagName}.${element.getAttribute("class") || ""}`;
        if (!known.has(path)) {
            known.set(path, readStyle(element));
        }
        if (known.get(path) === HIDDEN) {
            element.remove();
            return;
        }
        if (DRAWN.has(element.tagName)) {
            for (const [name, value] of known.get(path)) {
                if (name !== "stroke-width" || !element.hasAttribute("stroke-width")) {
                    element.setAttribute(name, value);
                }
            }
        }
        for (const child of [...element.children]) {
            visit(child, path);
        }
        element.removeAttribute("class");
        element.removeAttribute("data-act");
    };
    root.setAttribute("font-family", getComputedStyle(root).fontFamily);
    visit(root, "");
}

function readStyle(element) {
    const style = getComputedStyle(element);
    if (style.display === "none" && element.tagName !== "title") {
        return HIDDEN;
    }
    const names = { g: ["opacity"], text: [...PROPERTIES, ...TEXT_PROPERTIES] }[element.tagName];
    return (names || PROPERTIES)
        .map((name) => [name, style.getPropertyValue(name)])
        .filter(([name, value]) => value !== INITIAL[name]);
}
