/** Most cards added in one frame, so that no frame takes long. */
const BATCH = 10;
/** Frame sizes around the visible part for which cards are kept. */
const MARGIN = 0.2;

export function intersects(a, b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function contains(outer, inner) {
    return (
        inner.x >= outer.x &&
        inner.y >= outer.y &&
        inner.x + inner.w <= outer.x + outer.w &&
        inner.y + inner.h <= outer.y + outer.h
    );
}

/**
 * Decides which cards are components right now: those in or near the visible part of
 * the map, a few more in each frame, and always the pinned ones.
 */
export class CardCulling {
    /**
     * @param {import("./viewport").Viewport} viewport
     * @param {{ keys: string[], detail: string, isComplete: boolean }} shown reactive;
     *  the only thing that makes cards render
     */
    constructor(viewport, shown) {
        this.viewport = viewport;
        this.shown = shown;
        this.layout = null;
        this.pinned = new Set();
        this.area = null;
        this.wanted = [];
        this.frameRequest = null;
    }

    /** Cards or pinned keys changed: show what is in sight at once, in one batch. */
    reset(layout, pinned) {
        const isNewLayout = this.layout !== layout;
        this.layout = layout;
        this.pinned = pinned;
        this.area = null;
        this.update(isNewLayout ? Infinity : BATCH);
    }

    /** The viewport moved. */
    update(batch = BATCH) {
        if (!this.layout) {
            return;
        }
        const detail = this.viewport.levelOfDetail;
        const visible = this.viewport.visibleArea();
        if (this.area && this.shown.detail === detail && contains(this.area, visible)) {
            return;
        }
        this.area = this.viewport.visibleArea(MARGIN);
        this.wanted = this.findWanted(detail, visible);
        if (this.shown.detail !== detail) {
            this.shown.detail = detail;
        }
        this.advance(detail === "dots" ? Infinity : batch);
    }

    /** Keys to show, those in sight first. */
    findWanted(detail, visible) {
        const inSight = [];
        const around = [];
        for (const [key, card] of this.layout.cards) {
            if (this.pinned.has(key)) {
                inSight.push(key);
            } else if (detail !== "dots" && intersects(card, this.area)) {
                (intersects(card, visible) ? inSight : around).push(key);
            }
        }
        return [...inSight, ...around];
    }

    advance(batch) {
        cancelAnimationFrame(this.frameRequest);
        const wanted = new Set(this.wanted);
        const kept = this.shown.keys.filter((key) => wanted.has(key));
        const mounted = new Set(kept);
        const missing = this.wanted.filter((key) => !mounted.has(key));
        const added = missing.slice(0, batch);
        if (added.length || kept.length !== this.shown.keys.length) {
            this.shown.keys = [...kept, ...added];
        }
        const isComplete = added.length === missing.length;
        if (this.shown.isComplete !== isComplete) {
            this.shown.isComplete = isComplete;
        }
        if (!isComplete) {
            this.frameRequest = requestAnimationFrame(() => this.advance(BATCH));
        }
    }

    destroy() {
        cancelAnimationFrame(this.frameRequest);
    }
}
