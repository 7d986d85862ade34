import {
    Component,
    onMounted,
    onWillStart,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

import { GapPanel } from "../gaps/gap_panel";
import { useGestures } from "./canvas/gestures";
import { MapCanvas } from "./canvas/map_canvas";
import { CompareBar } from "./compare/compare_bar";
import { useComparison } from "./compare/use_comparison";
import { exportMap } from "./export/map_export";
import { MapHeader } from "./header/map_header";
import { MapToolbar } from "./header/map_toolbar";
import { departmentKey } from "./layout/map_keys";
import { useMapActions } from "./map_actions";
import { handleKey } from "./map_keyboard";
import { MapView } from "./map_view";
import { MapEdits } from "./model/map_edits";
import { MapModel } from "./model/map_model";
import { MapLegend } from "./panels/map_legend";
import { ParkingList } from "./panels/parking_list";
import { SidePanel } from "./panels/side_panel";

/** The drawn map of an account or opportunity, to read and to edit in place. */
export class RelationshipMap extends Component {
    static template = "relationship_network.RelationshipMap";
    static components = {
        CompareBar,
        GapPanel,
        MapCanvas,
        MapHeader,
        MapLegend,
        MapToolbar,
        ParkingList,
        SidePanel,
    };
    static props = {
        mapId: Number,
        /** In a form: the wheel scrolls the page until the map has the focus. */
        isEmbedded: { type: Boolean, optional: true },
        onOpenMap: Function,
        onOpenFull: { type: Function, optional: true },
        /** Called with the facts of the map whenever they were read. */
        onLoaded: { type: Function, optional: true },
        /** Folded keys and viewport to restore, as exportState gave them, or personId. */
        viewState: { type: Object, optional: true },
        /** Gets a function that returns the state to restore later. */
        registerState: { type: Function, optional: true },
    };
    static defaultProps = { onLoaded: () => {}, registerState: () => {} };

    setup() {
        const orm = useService("orm");
        const action = useService("action");
        this.runOnServer = async (method) =>
            action.doAction(await orm.call("relationship.map", method, [[this.model.data.map.id]]));
        this.ui = useService("ui");
        this.rootRef = useRef("root");
        this.anchorRef = useRef("anchor");
        this.liveRef = useRef("live");
        this.state = useState({
            error: "",
            isLoaded: false,
            isPanelOpen: false,
            areGapsShown: false,
            isLegendShown: false,
            isDragging: false,
            mode: null,
            comparison: null,
        });
        this.model = useState(new MapModel(orm, this.props.mapId));
        this.model.reading = user.settings?.relationship_reading || "company";
        this.edits = useState(new MapEdits(orm, () => this.reload()));
        const announce = (message) => this.announce(message);
        this.view = new MapView({
            model: this.model,
            state: this.state,
            getActions: () => this.actions,
            getRoot: () => this.rootRef.el,
            getAnchor: () => this.anchorRef.el,
            announce,
        });
        this.actions = useMapActions({
            model: this.model,
            edits: this.edits,
            startMode: (type, member) => this.view.startMode(type, member),
            announce,
        });
        this.compare = useComparison({
            orm,
            model: this.model,
            state: this.state,
            view: this.view,
        });
        const marks = { shield: useRef("shield"), ghost: useRef("ghost") };
        this.gestures = useGestures(this.rootRef, marks, {
            getCanvas: () => this.view.canvas,
            model: this.model,
            zoomsOnWheel: () => !this.props.isEmbedded || this.hasFocus,
            onHover: (key) => (this.model.hoveredKey = key),
            onDragging: (isDragging) => (this.state.isDragging = isDragging),
            onMove: (key, target) => this.actions.moveTo(this.model.memberOf(key), target),
            onLink: (fromKey, toKey, point) => this.view.drawLink(fromKey, toKey, point),
        });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        // A form shall not wait for its map.
        onWillStart(() => (this.props.isEmbedded ? undefined : this.load()));
        onMounted(() => (this.props.isEmbedded ? this.load() : undefined));
        this.props.registerState(() => ({
            folded: [...this.model.folded],
            viewport: this.view.canvas?.viewport.exportState(),
        }));
    }

    async load() {
        try {
            this.model.restoreFolded(this.props.viewState?.folded || []);
            await this.model.load();
            this.state.isLoaded = true;
            this.props.onLoaded(this.model.data.map);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.error = error.data?.message || error.message;
        }
    }

    /** Read again after a change, and keep the person in question where it is. */
    async reload() {
        const before = this.view.findAnchorCard();
        await this.model.load();
        this.view.keepInPlace(before);
        this.props.onLoaded(this.model.data.map);
    }

    get hasFocus() {
        return this.rootRef.el.contains(document.activeElement);
    }

    get isEmpty() {
        return !this.model.data.people.length && !this.model.data.departments.length;
    }

    get label() {
        return _t("Relationship map: %s", this.model.data.map.name);
    }

    get canvasState() {
        return this.props.viewState?.viewport;
    }

    /** What the toolbar does beside moving the view. */
    get commands() {
        return {
            openMap: this.props.onOpenMap,
            openFull: this.props.onOpenFull,
            exportAs: (format) => exportMap(this.model, format),
            toggleLegend: () => (this.state.isLegendShown = !this.state.isLegendShown),
            toggleCompare: () => this.compare.toggle(),
            runOnServer: this.runOnServer,
        };
    }

    onCanvasReady(canvas) {
        this.view.canvas = canvas;
        const person = this.model.peopleById.get(this.props.viewState?.personId);
        if (person) {
            this.view.showMember(person);
        }
    }

    /** The gaps make way for the person who is selected. */
    get areGapsInSight() {
        return this.state.areGapsShown && !(this.state.isPanelOpen && Boolean(this.model.selected));
    }

    toggleGaps() {
        this.state.areGapsShown = !this.areGapsInSight;
        this.state.isPanelOpen = false;
    }

    /** Whoever is to be assessed is shown on the map, with the levels beside. */
    onGapItem(kind, key) {
        const person = kind === "not_assessed" && this.model.peopleById.get(key);
        if (person) {
            this.view.showMember(person);
        }
        return Boolean(person);
    }

    announce(message) {
        if (this.liveRef.el) {
            this.liveRef.el.textContent = message;
        }
    }

    // ------------------------------------------------------------------- events

    onKeydown(ev) {
        const isElsewhere = this.props.isEmbedded || document.activeElement !== document.body;
        const isCovered = !this.ui.activeElement.contains(this.rootRef.el);
        if (!this.view.canvas || isCovered || (isElsewhere && !this.hasFocus)) {
            return;
        }
        const isOnCanvas = this.view.canvas.svg === document.activeElement;
        if (isOnCanvas && [" ", "Enter"].includes(ev.key) && this.model.selectedKey) {
            this.view.activate(ev.key);
        } else if (!handleKey(ev, this.view)) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    onClick(ev) {
        if (this.gestures.isClickSpent) {
            this.gestures.isClickSpent = false;
            return;
        }
        const found = (name) => ev.target.closest(`[data-${name}]`)?.dataset[name];
        const act = found("act");
        const key = found("key");
        const departmentId = Number(found("department"));
        const point = { x: ev.clientX, y: ev.clientY };
        this.view.focusCanvas();
        if (this.state.mode) {
            if (key) {
                this.view.finishMode(key);
            }
        } else if (key) {
            this.onCardClick(key, act, point);
        } else if (found("link")) {
            this.onLinkClick(Number(found("link")), point);
        } else if (act === "fold-department") {
            this.view.toggleFold(departmentKey(departmentId));
        } else if (act === "department") {
            this.actions.openDepartment(departmentId);
        } else {
            this.view.select(null);
        }
    }

    onCardClick(key, act, point) {
        const isOpinion = ["level", "solution_level", "price_level"].includes(act);
        if (act === "fold") {
            this.view.toggleFold(key);
        } else if (isOpinion && this.model.canWrite) {
            this.model.selectedKey = key;
            const member = this.model.memberOf(key);
            this.actions.openLevelPicker(this.view.placeAnchor(point), member, act);
        } else {
            this.view.select(key);
        }
    }

    onLinkClick(linkId, point) {
        const link = this.model.data.links.find(({ id }) => id === linkId);
        if (link && this.model.canWrite) {
            this.actions.editLink(link, this.view.placeAnchor(point));
        }
    }
}

registry.category("lazy_components").add("RelationshipMap", RelationshipMap);
