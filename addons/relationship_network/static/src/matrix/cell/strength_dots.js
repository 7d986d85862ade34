import { Component } from "@odoo/owl";

/** A strength as a number and five dots; what is desired beyond it as an outline. */
export class StrengthDots extends Component {
    static template = "relationship_network.StrengthDots";
    static props = {
        strength: Number,
        desired: { type: Number, optional: true },
    };
    static defaultProps = { desired: 0 };

    get dots() {
        const { strength, desired } = this.props;
        return [1, 2, 3, 4, 5].map((step) => {
            const state = step <= strength ? "has" : step <= desired ? "wants" : "none";
            return { step, className: `o_rx_dot o_rx_dot_${state}` };
        });
    }
}
