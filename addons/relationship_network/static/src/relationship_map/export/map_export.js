import { formatDate } from "@web/core/l10n/dates";
import { downloadFile } from "@web/core/network/download";
import { renderToElement } from "@web/core/utils/render";

import { READINGS } from "../../reading_switch/reading_switch";
import { crowdedKinds, liveLinks } from "../canvas/link_layer";
import { columnViews, departmentViews } from "../canvas/map_boxes";
import { cardView } from "../card/card_view";
import { closenessClass, formatPercent } from "../model/map_levels";
import { legendGroups } from "../panels/legend_groups";
import { inlineStyles } from "./inline_styles";

const MARGIN = 32;
const TITLE = 84;
const LEGEND = { column: 220, row: 26 };
/** Larger pictures are refused by browsers, or too heavy to send. */
const MAX_PIXELS = 40e6;
const MAX_SIDE = 16000;

/**
 * The whole map, not only what is in sight, as an SVG drawing that stands alone: it
 * carries its colours, title, figures and legend.
 *
 * @param {import("../model/map_model").MapModel} model
 * @returns {{ svg: string, width: number, height: number }}
 */
export function renderMap(model) {
    const { layout, data, readingKeys } = model;
    const groups = legendGroups(data.levels);
    const legendRows = Math.max(...groups.map((group) => group.entries.length)) + 1;
    const { bounds } = layout;
    const width = Math.max(bounds.w, groups.length * LEGEND.column) + 2 * MARGIN;
    const legendY = TITLE + Math.max(bounds.h, 0) + 2 * MARGIN;
    const height = legendY + legendRows * LEGEND.row + MARGIN;
    const element = renderToElement("relationship_network.MapExport", {
        width,
        height,
        title: data.map.name,
        reading: model.readingValues && READINGS.find(([key]) => key === model.reading)[1],
        figures: {
            closeness: formatPercent(model.figures.closeness, { signed: true }),
            className: closenessClass(model.figures.closeness),
            coverage: formatPercent(model.figures.coverage),
            reason: data.map.status_reason,
            date: formatDate(luxon.DateTime.now()),
        },
        margin: MARGIN,
        shift: `translate(${MARGIN - bounds.x} ${TITLE + MARGIN - bounds.y})`,
        departments: departmentViews(model, layout),
        columns: columnViews(layout),
        lines: layout.lines,
        cards: [...layout.cards.values()].map((card) => ({
            key: card.key,
            card,
            person: card.person,
            view: cardView(card),
            isFaded: Boolean(readingKeys && !readingKeys.has(card.key)),
        })),
        links: liveLinks(layout, model.keysByPartner, model.links, null, { all: true }),
        crowded: crowdedKinds(model.links),
        legend: groups.map((group, column) => ({
            title: group.title,
            x: MARGIN + column * LEGEND.column,
            y: legendY,
            entries: group.entries.map((entry, row) => ({ entry, y: (row + 0.6) * LEGEND.row })),
        })),
    });
    return { svg: serialize(element), width, height };
}

/** Styles are only known to the browser while the drawing is in the page. */
function serialize(element) {
    document.body.append(element);
    try {
        inlineStyles(element);
    } finally {
        element.remove();
    }
    element.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(element);
}

/**
 * Save the map as a file.
 *
 * @param {import("../model/map_model").MapModel} model
 * @param {"svg"|"png"} format
 */
export async function exportMap(model, format) {
    const drawing = renderMap(model);
    const svg = new Blob([drawing.svg], { type: "image/svg+xml" });
    const name = `${model.data.map.name.replace(/[\\/:*?"<>|]+/g, " ")}.${format}`;
    if (format === "svg") {
        downloadFile(svg, name, svg.type);
    } else {
        downloadFile(await rasterize(svg, drawing), name, "image/png");
    }
}

/** Twice the size of the screen where that is possible, else as large as it can be. */
async function rasterize(svg, { width, height }) {
    const scale = Math.min(
        2,
        MAX_SIDE / Math.max(width, height),
        Math.sqrt(MAX_PIXELS / (width * height))
    );
    const image = new Image(width, height);
    const url = URL.createObjectURL(svg);
    try {
        image.src = url;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
        const context = canvas.getContext("2d");
        context.scale(scale, scale);
        context.drawImage(image, 0, 0, width, height);
        return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    } finally {
        URL.revokeObjectURL(url);
    }
}
