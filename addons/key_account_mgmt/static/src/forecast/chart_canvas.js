import { Component, onWillStart, useEffect, useRef, xml } from "@odoo/owl";

import { loadBundle } from "@web/core/assets";

/** A chart of Chart.js; screen readers get its label. */
export class ChartCanvas extends Component {
    static template = xml`
        <div class="position-relative" t-attf-style="height: {{ props.height }}px">
            <canvas t-ref="canvas" role="img" t-att-aria-label="props.label"/>
        </div>`;
    static props = {
        config: Object,
        label: String,
        height: { type: Number, optional: true },
    };
    static defaultProps = { height: 260 };

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvasRef.el, this.props.config);
                return () => chart.destroy();
            },
            () => [this.props.config]
        );
    }
}
