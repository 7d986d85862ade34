/** Cards added at once, so that no frame takes long; more when nothing is shown yet. */
const BATCH = 10;
const FIRST_BATCH = 40;
/** Frame sizes around the visible part for which cards are kept. */
const MARGIN = 0.2;
/** Time in ms the map must rest before cards are added, and the longest wait for it. */
const REST = 60;
const PATIENCE = 500;
/** Time in ms between batches: the browser draws one before the next comes. */
const FRAME = 20;

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
 * the map, a few more in each frame, and always the pinned ones. While the map moves,
 * those who are not there yet are plain blocks.
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
        this.timer = null;
        this.lastMove = 0;
        this.waitsSince = 0;
    }

    /** Cards or pinned keys changed. */
    reset(layout, pinned) {
        this.layout = layout;
        this.pinned = pinned;
        this.area = null;
        this.choose();
        this.advance(this.shown.keys.length ? BATCH : FIRST_BATCH);
    }

    /** The viewport moved. */
    update() {
        this.lastMove = performance.now();
        if (this.layout && this.choose()) {
            this.waitsSince = this.lastMove;
            this.setComplete(false);
            this.waitForRest();
        }
    }

    /** @returns {boolean} whether other cards may be wanted than before */
    choose() {
        const detail = this.viewport.levelOfDetail;
        const visible = this.viewport.visibleArea();
        if (this.shown.detail !== detail) {
            // All at once would take too long: begin anew with the pinned cards.
            this.shown.detail = detail;
            this.shown.keys = this.shown.keys.filter((key) => this.pinned.has(key));
        } else if (this.area && contains(this.area, visible)) {
            return false;
        }
        this.area = this.viewport.visibleArea(MARGIN);
        this.wanted = this.findWanted(detail, visible);
        return true;
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

    waitForRest() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const now = performance.now();
            if (now - this.lastMove >= REST || now - this.waitsSince >= PATIENCE) {
                this.waitsSince = now;
                this.advance(BATCH);
            } else {
                this.waitForRest();
            }
        }, REST);
    }

    advance(batch) {
        clearTimeout(this.timer);
        const wanted = new Set(this.wanted);
        const kept = this.shown.keys.filter((key) => wanted.has(key));
        const mounted = new Set(kept);
        const missing = this.wanted.filter((key) => !mounted.has(key));
        const added = missing.slice(0, batch);
        if (added.length || kept.length !== this.shown.keys.length) {
            this.shown.keys = [...kept, ...added];
        }
        const isComplete = added.length === missing.length;
        this.setComplete(isComplete);
        if (!isComplete) {
            const isResting = performance.now() - this.lastMove >= REST;
            if (isResting) {
                this.timer = setTimeout(() => this.advance(BATCH), FRAME);
            } else {
                this.waitForRest();
            }
        }
    }

    setComplete(isComplete) {
        if (this.shown.isComplete !== isComplete) {
            this.shown.isComplete = isComplete;
        }
    }

    destroy() {
        clearTimeout(this.timer);
    }
}
