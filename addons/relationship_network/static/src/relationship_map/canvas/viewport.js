const MIN_SCALE = 0.03;
const MAX_SCALE = 2.5;
const MAX_FIT = 1.1;
const MARGIN = 28;
/** Below these zooms names are drawn large and alone, then nothing but colours. */
const LEVEL_OF_DETAIL = [
    [0.55, "full"],
    [0.24, "brief"],
    [0, "dots"],
];

/**
 * Which part of the map is seen, and how large. Moves one transform of the drawing
 * directly: panning and zooming never render components.
 */
export class Viewport {
    /**
     * @param {() => SVGGraphicsElement} getLayer what moves
     * @param {() => DOMRect} getFrame where it is seen
     * @param {() => void} onMove called once per frame in which it moved
     */
    constructor(getLayer, getFrame, onMove) {
        this.getLayer = getLayer;
        this.getFrame = getFrame;
        this.onMove = onMove;
        this.x = 0;
        this.y = 0;
        this.scale = 1;
        this.frameRequest = null;
        this.frame = { left: 0, top: 0, width: 0, height: 0 };
    }

    /** The frame changed its size. */
    measure() {
        const { left, top, width, height } = this.getFrame();
        this.frame = { left, top, width, height };
    }

    get levelOfDetail() {
        return LEVEL_OF_DETAIL.find(([scale]) => this.scale >= scale)[1];
    }

    /** Point of the map under a point of the window. */
    toMap(clientX, clientY) {
        this.measure();
        return {
            x: (clientX - this.frame.left - this.x) / this.scale,
            y: (clientY - this.frame.top - this.y) / this.scale,
        };
    }

    /** Part of the map that is seen, and `margin` frame sizes around it. */
    visibleArea(margin = 0) {
        const { width, height } = this.frame;
        return {
            x: (-this.x - margin * width) / this.scale,
            y: (-this.y - margin * height) / this.scale,
            w: (width * (1 + 2 * margin)) / this.scale,
            h: (height * (1 + 2 * margin)) / this.scale,
        };
    }

    panBy(dx, dy) {
        this.x += dx;
        this.y += dy;
        this.request();
    }

    /** Zoom so that the given point of the window keeps showing the same place. */
    zoomAt(clientX, clientY, factor) {
        this.measure();
        const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, this.scale * factor));
        const ratio = scale / this.scale;
        const x = clientX - this.frame.left;
        const y = clientY - this.frame.top;
        this.x = x - (x - this.x) * ratio;
        this.y = y - (y - this.y) * ratio;
        this.scale = scale;
        this.request();
    }

    zoomBy(factor) {
        this.measure();
        const { left, top, width, height } = this.frame;
        this.zoomAt(left + width / 2, top + height / 2, factor);
    }

    /** Show an area completely, not larger than nature. */
    fit({ x, y, w, h }) {
        this.measure();
        const { width, height } = this.frame;
        const scale = Math.min(
            (width - 2 * MARGIN) / Math.max(w, 1),
            (height - 2 * MARGIN) / Math.max(h, 1),
            MAX_FIT
        );
        this.scale = Math.max(MIN_SCALE, scale);
        this.x = (width - w * this.scale) / 2 - x * this.scale;
        this.y = Math.max((height - h * this.scale) / 2, 0) - y * this.scale;
        this.request();
    }

    /** Centre an area, zooming in when it would be too small to read. */
    center({ x, y, w, h }, minScale = this.scale) {
        this.measure();
        this.scale = Math.max(this.scale, minScale);
        this.x = this.frame.width / 2 - (x + w / 2) * this.scale;
        this.y = this.frame.height / 2 - (y + h / 2) * this.scale;
        this.request();
    }

    /** Move as little as needed to have an area in sight. */
    reveal({ x, y, w, h }) {
        this.measure();
        const { width, height } = this.frame;
        const shift = (start, length, size) => {
            const end = start + length;
            if (length > size - 2 * MARGIN) {
                return (size - length) / 2 - start;
            }
            return Math.max(MARGIN - start, 0) || Math.min(size - MARGIN - end, 0);
        };
        const dx = shift(this.x + x * this.scale, w * this.scale, width);
        const dy = shift(this.y + y * this.scale, h * this.scale, height);
        if (dx || dy) {
            this.panBy(dx, dy);
        }
    }

    request() {
        this.frameRequest ??= requestAnimationFrame(() => this.flush());
    }

    /** Apply the position now. */
    flush() {
        cancelAnimationFrame(this.frameRequest);
        this.frameRequest = null;
        this.getLayer()?.setAttribute(
            "transform",
            `translate(${this.x} ${this.y}) scale(${this.scale})`
        );
        this.onMove();
    }

    destroy() {
        cancelAnimationFrame(this.frameRequest);
        this.onMove = () => {};
    }

    /** What breadcrumb back restores. */
    exportState() {
        return { x: this.x, y: this.y, scale: this.scale };
    }

    importState({ x, y, scale }) {
        Object.assign(this, { x, y, scale });
        this.request();
    }
}
