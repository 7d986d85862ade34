import { Component, onWillStart, useState } from "@odoo/owl";

import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";

import { PathChain } from "./path_chain";

/** Who can introduce us to a contact: the best paths, and why not others. */
export class IntroductionPaths extends Component {
    static template = "relationship_network.IntroductionPaths";
    static components = { PathChain };
    static props = {
        partnerId: Number,
        leadId: { type: [Number, { value: false }], optional: true },
    };
    static defaultProps = { leadId: false };

    readings = [
        ["company", _t("Our company")],
        ["team", _t("My team")],
        ["mine", _t("Me")],
        ["competitor", _t("Competitors")],
    ];

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ reading: "company", data: null, isAsking: false });
        onWillStart(() => this.load("company"));
    }

    get data() {
        return this.state.data;
    }

    get contact() {
        return this.data.people[this.data.contact_id];
    }

    get isCompetitor() {
        return this.state.reading === "competitor";
    }

    async load(reading) {
        const loading = this.orm.call(
            "res.partner",
            "get_introduction_data",
            [[this.props.partnerId]],
            { reading, lead_id: this.props.leadId }
        );
        const data = await this.keepLast.add(loading);
        Object.assign(this.state, { reading, data });
    }

    percent(path) {
        return Math.round(path.reliability * 100);
    }

    barClass(path) {
        const percent = this.percent(path);
        return percent >= 50 ? "bg-success" : percent >= 20 ? "bg-warning" : "bg-secondary";
    }

    askLabel(path) {
        return _t("Ask %s", this.data.people[path.request.partner_id].name);
    }

    requestLabel(request) {
        return _t("%(state)s on %(date)s", {
            state: request.state,
            date: formatDate(deserializeDate(request.date_asked)),
        });
    }

    /** One click asks: the colleague gets an activity, the mail is there to edit. */
    async ask(path) {
        this.state.isAsking = true;
        try {
            const mail = await this.orm.call(
                "res.partner",
                "action_ask_introduction",
                [[this.props.partnerId], path.link_ids],
                { reading: this.state.reading, lead_id: this.props.leadId }
            );
            await this.action.doAction(mail);
        } finally {
            this.state.isAsking = false;
        }
    }

    openRequest(request) {
        return this.openForm("relationship.introduction", request.id);
    }

    openPerson(person) {
        return this.openForm("res.partner", person.id);
    }

    openForm(resModel, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

registry.category("lazy_components").add("IntroductionPaths", IntroductionPaths);
