import { Component } from "@odoo/owl";

import { closenessClass, formatPercent } from "../../relationship_map/model/map_levels";

const STATUS_CLASSES = { red: "danger", amber: "warning", green: "success" };
const VERDICT_CLASSES = { unfavourable: "danger", open: "warning", favourable: "success" };

/** Closeness, status and outlook of a map, as they are or as they would be. */
export class FiguresCard extends Component {
    static template = "relationship_network.FiguresCard";
    static props = {
        title: String,
        figures: Object,
        /** What to compare with. */
        before: { type: Object, optional: true },
    };

    get closeness() {
        return formatPercent(this.props.figures.closeness, { signed: true });
    }

    get closenessClass() {
        return closenessClass(this.props.figures.closeness);
    }

    get coverage() {
        return formatPercent(this.props.figures.coverage);
    }

    /** "+12 %" against the other card, empty when nothing changes. */
    get gain() {
        const { before, figures } = this.props;
        const gain = before ? figures.closeness - before.closeness : 0;
        return Math.round(gain) ? formatPercent(gain, { signed: true }) : "";
    }

    get gainClass() {
        return this.gain.startsWith("+") ? "text-success" : "text-danger";
    }

    get statusClass() {
        return STATUS_CLASSES[this.props.figures.status];
    }

    get verdictClass() {
        return VERDICT_CLASSES[this.props.figures.outlook.verdict];
    }

    get shares() {
        const { supporting, undecided, opposing } = this.props.figures.outlook;
        return [
            ["success", supporting],
            ["warning", undecided],
            ["danger", opposing],
        ].map(([color, share]) => ({ color, share, text: formatPercent(share) }));
    }

    get hasDeciders() {
        return this.shares.some(({ share }) => share);
    }
}
