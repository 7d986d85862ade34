import { onWillUnmount, useExternalListener } from "@odoo/owl";

import { textWidth } from "../card/text_fit";
import { draftLine } from "../layout/link_geometry";
import { dropTarget, isPlaceable } from "./drop_target";

/** Way in px before a press becomes a drag. */
const TOLERANCE = 5;
/** Time in ms a finger rests on a card before it drags the card, not the map. */
const TOUCH_DELAY = 350;
/** Gestures that end on something; the others only move the view. */
const DRAGS = ["move", "link"];
/** Width in px of the border in which a drag moves the map, and its step per frame. */
const EDGE = { width: 36, step: 14 };

/**
 * Pointer gestures of the map: drag the ground to pan, two fingers or the wheel to
 * zoom, a card to move the person, its handle (or a card with Shift or Alt) to draw a
 * link.
 *
 * @param {{ el: HTMLElement }} rootRef holds the drawing and the parking list
 * @param {{ shield: { el: HTMLElement }, ghost: { el: HTMLElement } }} marks refs of the
 *  cover of the drawing, and of what follows the pointer while a person is moved
 * @param {Object} options
 * @param {() => Object} options.getCanvas what MapCanvas hands out, null before
 * @param {Object} options.model
 * @param {() => boolean} options.zoomsOnWheel
 * @param {(key: string|null) => void} options.onHover
 * @param {(isDragging: boolean) => void} options.onDragging
 * @param {(key: string, target: Object) => void} options.onMove
 * @param {(fromKey: string, toKey: string, point: {x: number, y: number}) => void} options.onLink
 */
export function useGestures(rootRef, marks, options) {
    const gestures = new Gestures(rootRef, marks, options);
    useExternalListener(window, "pointermove", (ev) => gestures.onPointerMove(ev));
    useExternalListener(window, "pointerup", (ev) => gestures.onPointerUp(ev));
    useExternalListener(window, "pointercancel", (ev) => gestures.onPointerUp(ev));
    onWillUnmount(() => gestures.stop());
    return gestures;
}

/**
 * While the pointer moves, only attributes of SVG elements and classes of small
 * elements change: the style sheets of the page have rules that a changed style
 * attribute, or a class on something large, would make the browser apply to every card.
 */
class Gestures {
    constructor(rootRef, marks, options) {
        Object.assign(this, options, { rootRef, marks });
        this.pointers = new Map();
        this.current = null;
        this.isClickSpent = false;
    }

    get canvas() {
        return this.getCanvas();
    }

    // ------------------------------------------------------------------- events

    onPointerDown(ev) {
        const isInDrawing = this.canvas.svg.contains(ev.target);
        const key = ev.target.closest("[data-key]")?.dataset.key;
        if ((ev.button !== 0 && ev.button !== 1) || (!isInDrawing && !key)) {
            return;
        }
        this.isClickSpent = false;
        this.pointers.set(ev.pointerId, { x: ev.clientX, y: ev.clientY });
        if (this.pointers.size > 1) {
            this.stop();
            this.current = { type: "pinch" };
            return;
        }
        const act = ev.target.closest("[data-act]")?.dataset.act;
        this.current = {
            type: "press",
            key: ev.button === 0 ? key : undefined,
            wantsLink: act === "link" || ev.shiftKey || ev.altKey,
            isTouch: ev.pointerType === "touch",
            isRested: false,
            pointerId: ev.pointerId,
            isInDrawing,
            x: ev.clientX,
            y: ev.clientY,
        };
        if (this.current.isTouch && key) {
            const press = this.current;
            press.timer = setTimeout(() => (press.isRested = true), TOUCH_DELAY);
        }
    }

    onPointerMove(ev) {
        const { current } = this;
        const before = this.pointers.get(ev.pointerId);
        if (!current) {
            this.hover(ev);
            return;
        }
        if (!before && current.type === "pinch") {
            return;
        }
        const point = { x: ev.clientX, y: ev.clientY };
        if (current.type === "press") {
            const way = Math.hypot(point.x - current.x, point.y - current.y);
            if (way < TOLERANCE) {
                return;
            }
            this.begin(current);
        }
        if (current.type === "pinch") {
            this.pinch(ev.pointerId, point);
        } else if (current.type === "pan") {
            this.canvas.viewport.panBy(point.x - current.x, point.y - current.y);
            Object.assign(current, point);
        } else if (DRAGS.includes(current.type)) {
            Object.assign(current, point);
            this.drag();
        }
        if (before) {
            this.pointers.set(ev.pointerId, point);
        }
    }

    onPointerUp(ev) {
        this.pointers.delete(ev.pointerId);
        const { current } = this;
        if (!current || (current.type === "pinch" && this.pointers.size)) {
            return;
        }
        this.stop();
        this.isClickSpent = current.type !== "press";
        if (ev.type === "pointercancel") {
            return;
        }
        if (current.type === "move" && current.target) {
            this.onMove(current.key, current.target);
        } else if (current.type === "link" && current.target) {
            this.onLink(current.key, current.target.key, { x: current.x, y: current.y });
        }
    }

    onWheel(ev) {
        if (!this.zoomsOnWheel() && !ev.ctrlKey && !ev.metaKey) {
            return;
        }
        ev.preventDefault();
        if (ev.shiftKey) {
            this.canvas.viewport.panBy(-(ev.deltaX || ev.deltaY), 0);
            return;
        }
        const lines = ev.deltaMode === 1 ? 24 : 1;
        const step = Math.max(-120, Math.min(120, ev.deltaY * lines));
        const speed = ev.ctrlKey ? 0.008 : 0.0022;
        this.canvas.viewport.zoomAt(ev.clientX, ev.clientY, Math.exp(-step * speed));
    }

    // ----------------------------------------------------------------- gestures

    begin(current) {
        clearTimeout(current.timer);
        clearTimeout(this.hoverTimer);
        const { key, isTouch, isRested } = current;
        const member = key && this.model.memberOf(key);
        const canDrag = this.model.canWrite && member && (!isTouch || isRested);
        if (canDrag && current.wantsLink && member.partner_id) {
            current.type = "link";
        } else if (canDrag && isPlaceable(member) && !current.wantsLink) {
            current.type = "move";
            this.onDragging(true);
        } else {
            current.type = current.isInDrawing ? "pan" : "none";
        }
        if (DRAGS.includes(current.type)) {
            this.showMarks(current);
        } else {
            this.capture(current.pointerId);
        }
        this.onHover(current.type === "link" ? current.key : null);
    }

    /** While the map moves, the browser need not look for what is under the pointer. */
    capture(pointerId) {
        try {
            this.canvas.svg.setPointerCapture(pointerId);
        } catch {
            // The pointer is gone already, or is a simulated one.
        }
    }

    /** Show the cover with its cursor, and the name that follows the pointer. */
    showMarks(current) {
        const { shield, ghost } = this.marks;
        if (!shield.el) {
            return;
        }
        shield.el.className = current ? `o_rm_shield o_rm_shield_${current.type}` : "o_rm_shield";
        ghost.el.classList.toggle("o_rm_ghost_shown", current?.type === "move");
        if (current?.type === "move") {
            const { name } = this.model.memberOf(current.key);
            ghost.el.querySelector("text").textContent = name;
            ghost.el.querySelector("rect").setAttribute("width", textWidth(name, 14, 400) + 20);
        }
    }

    drag() {
        const { current, canvas } = this;
        const { viewport } = canvas;
        const place = viewport.toMap(current.x, current.y);
        current.target = dropTarget(this.model, current, place);
        const area = current.target?.area;
        for (const [name, value] of Object.entries(grown(area))) {
            canvas.drop.setAttribute(
                name === "w" ? "width" : name === "h" ? "height" : name,
                value
            );
        }
        if (current.type === "link") {
            const card = this.model.layout.cards.get(current.key);
            canvas.draft.setAttribute("d", draftLine(card, place));
        } else {
            const frame = this.rootRef.el.getBoundingClientRect();
            const [x, y] = [current.x - frame.left, current.y - frame.top];
            this.marks.ghost.el.setAttribute("transform", `translate(${x} ${y})`);
        }
        this.panAtEdge();
    }

    /** Near the border of the frame the map moves on, as long as the drag stays there. */
    panAtEdge() {
        cancelAnimationFrame(this.edgeFrame);
        const { current } = this;
        const { frame } = this.canvas.viewport;
        const push = (value, start, size) =>
            value < start + EDGE.width ? 1 : value > start + size - EDGE.width ? -1 : 0;
        const isInside = frame.left <= current.x && current.x <= frame.left + frame.width;
        const dx = isInside ? push(current.x, frame.left, frame.width) : 0;
        const dy = isInside ? push(current.y, frame.top, frame.height) : 0;
        if (dx || dy) {
            this.edgeFrame = requestAnimationFrame(() => {
                if (this.current === current) {
                    this.canvas.viewport.panBy(dx * EDGE.step, dy * EDGE.step);
                    this.drag();
                }
            });
        }
    }

    pinch(pointerId, point) {
        const other = [...this.pointers].find(([id]) => id !== pointerId)?.[1];
        const before = this.pointers.get(pointerId);
        if (!other) {
            return;
        }
        const spread = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
        const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
        const { viewport } = this.canvas;
        viewport.panBy((point.x - before.x) / 2, (point.y - before.y) / 2);
        viewport.zoomAt(middle.x, middle.y, spread(point) / spread(before));
    }

    hover(ev) {
        if (ev.pointerType === "touch" || !this.canvas) {
            return;
        }
        const key = this.canvas.svg.contains(ev.target)
            ? ev.target.closest("[data-key]")?.dataset.key || null
            : null;
        if (key !== this.hoveredKey) {
            this.hoveredKey = key;
            clearTimeout(this.hoverTimer);
            this.hoverTimer = setTimeout(() => this.onHover(key), key ? 90 : 30);
        }
    }

    stop() {
        const { current } = this;
        this.current = null;
        cancelAnimationFrame(this.edgeFrame);
        clearTimeout(this.hoverTimer);
        if (!current) {
            return;
        }
        clearTimeout(current.timer);
        if (DRAGS.includes(current.type)) {
            this.showMarks(null);
            this.canvas.draft.setAttribute("d", "");
            this.canvas.drop.setAttribute("width", 0);
        }
        if (current.type === "move") {
            this.onDragging(false);
        }
        if (current.type === "link") {
            this.onHover(null);
        }
    }
}

/** The area of a drop target with some air, or an empty one. */
function grown(area) {
    const air = 6;
    return area
        ? { x: area.x - air, y: area.y - air, w: area.w + 2 * air, h: area.h + 2 * air }
        : { x: 0, y: 0, w: 0, h: 0 };
}
