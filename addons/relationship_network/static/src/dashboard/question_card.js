import { Component, useState } from "@odoo/owl";

import { DashboardBars } from "./dashboard_bars";
import { DashboardFigure } from "./dashboard_figure";
import { DashboardFilters } from "./dashboard_filters";
import { DashboardList } from "./dashboard_list";
import { DashboardTrend } from "./dashboard_trend";

/** One question: its figures, its trend, and the lists behind them. */
export class QuestionCard extends Component {
    static template = "relationship_network.QuestionCard";
    static components = {
        DashboardBars,
        DashboardFigure,
        DashboardFilters,
        DashboardList,
        DashboardTrend,
    };
    static props = {
        question: Object,
        currencyId: Number,
        /** Definitions of the choices that concern this question alone. */
        filters: Array,
        values: Object,
        onFilter: Function,
        onList: Function,
        onTarget: Function,
    };

    setup() {
        this.state = useState({ list: this.props.question.lists[0].name });
    }

    get list() {
        const { lists } = this.props.question;
        return lists.find(({ name }) => name === this.state.list) || lists[0];
    }

    get titleId() {
        return `o_rd_title_${this.props.question.name}`;
    }
}
