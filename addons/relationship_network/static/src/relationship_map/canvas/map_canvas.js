import {
    Component,
    onMounted,
    onWillUnmount,
    reactive,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

import { levelLook } from "../model/map_levels";
import { CardCulling } from "./card_culling";
import { cardBlocks, liveLinks, paleLinks, relatedKeys } from "./link_layer";
import { MapBoxes } from "./map_boxes";
import { MapCards } from "./map_cards";
import { MapLink } from "./map_link";
import { Viewport } from "./viewport";

/** With more links than this, pale ones are shown from afar only, as a texture. */
const TOO_MANY_LINKS = 300;
let instances = 0;

/** The drawing itself: shows, moves and zooms, but edits nothing. */
export class MapCanvas extends Component {
    static template = "relationship_network.MapCanvas";
    static components = { MapBoxes, MapCards, MapLink };
    static props = {
        model: Object,
        label: String,
        /** Gets the viewport and the marks that a gesture moves, see useGestures. */
        onReady: Function,
        viewState: { type: Object, optional: true },
    };

    setup() {
        this.model = useState(this.props.model);
        this.svgRef = useRef("svg");
        this.layerRef = useRef("layer");
        this.draftRef = useRef("draft");
        this.dropRef = useRef("drop");
        this.idPrefix = `o_rm_${++instances}_`;
        this.shown = reactive({ keys: [], detail: "full", isComplete: true });
        this.look = useState(this.shown);
        this.viewport = new Viewport(
            () => this.layerRef.el,
            () => this.svgRef.el.getBoundingClientRect(),
            () => this.culling.update()
        );
        this.culling = new CardCulling(this.viewport, this.shown);
        this.palePaths = cached(paleLinks);
        this.blocks = cached(cardBlocks);
        this.match = cached((filters, data, reading) => this.model.matchingKeys);
        onMounted(() => this.start());
        onWillUnmount(() => {
            this.resizeObserver.disconnect();
            this.viewport.destroy();
            this.culling.destroy();
        });
        useEffect(
            (layout, ...pinned) => this.culling.reset(layout, new Set(pinned.filter(Boolean))),
            () => [this.model.layout, this.model.selectedKey, this.model.hoveredKey]
        );
    }

    start() {
        this.viewport.measure();
        this.resizeObserver = new ResizeObserver(() => {
            this.viewport.measure();
            this.viewport.request();
            this.keepSelectedInSight();
        });
        this.resizeObserver.observe(this.svgRef.el);
        if (this.props.viewState) {
            this.viewport.importState(this.props.viewState);
        } else {
            this.viewport.fit(this.model.layout.bounds);
        }
        this.viewport.flush();
        this.props.onReady({
            viewport: this.viewport,
            svg: this.svgRef.el,
            draft: this.draftRef.el,
            drop: this.dropRef.el,
        });
    }

    /** A panel that opens must not cover the person it is about. */
    keepSelectedInSight() {
        const card = this.model.layout.cards.get(this.model.selectedKey);
        if (card) {
            this.viewport.reveal(card);
        }
    }

    get focusKey() {
        const key = this.model.hoveredKey || this.model.selectedKey;
        return key && this.model.layout.cards.has(key) ? key : null;
    }

    get related() {
        const { layout, keysByPartner, links } = this.model;
        return this.focusKey ? relatedKeys(layout, keysByPartner, links, this.focusKey) : null;
    }

    get isChosen() {
        return Boolean(this.focusKey) && this.focusKey === this.model.selectedKey;
    }

    /** Around a chosen person the links run behind the cards they lead to. */
    get raised() {
        return this.isChosen ? this.related : null;
    }

    get matching() {
        return this.match(this.model.filters, this.model.data, this.model.reading);
    }

    get linkLayers() {
        const { layout, keysByPartner, links } = this.model;
        return {
            pale: this.palePaths(layout, keysByPartner, links),
            under: [],
            over: [],
            ...Object.groupBy(
                liveLinks(layout, keysByPartner, links, this.focusKey),
                ({ isTouching }) => (isTouching ? "over" : "under")
            ),
        };
    }

    linkProps(item) {
        const { source_id, target_id } = item.link;
        return {
            item,
            editable: this.model.canWrite,
            sourceName: this.model.nameOfPartner(source_id),
            targetName: this.model.nameOfPartner(target_id),
        };
    }

    get cardBlocks() {
        return this.blocks(this.model.layout, this.matching).map((block) => ({
            ...block,
            className: `o_rm_block ${levelLook(block.level).className}`,
        }));
    }

    get className() {
        return {
            [`o_rm_detail_${this.look.detail}`]: true,
            o_rm_mounting: !this.look.isComplete,
            o_rm_focused: Boolean(this.focusKey),
            o_rm_many_links: this.model.links.length > TOO_MANY_LINKS,
            o_rm_chosen: this.isChosen,
            o_rm_readonly: !this.model.canWrite,
        };
    }

    get activeId() {
        return this.model.selectedKey ? this.idPrefix + this.model.selectedKey : undefined;
    }
}

/** The last result of a function, as long as its arguments stay the same. */
function cached(compute) {
    let lastArguments = [];
    let result;
    return (...args) => {
        if (args.some((arg, i) => arg !== lastArguments[i])) {
            lastArguments = args;
            result = compute(...args);
        }
        return result;
    };
}
