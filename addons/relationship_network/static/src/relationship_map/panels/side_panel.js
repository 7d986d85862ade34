import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

import { LevelIcon } from "../card/level_icon";
import { InfluenceNote } from "./influence_note";
import { LinkList } from "./link_list";
import { NextStepNote } from "./next_step_note";

/** Everything about the selected person, to read and, with the right to, to change. */
export class SidePanel extends Component {
    static template = "relationship_network.SidePanel";
    static components = {
        Dropdown,
        DropdownItem,
        InfluenceNote,
        LevelIcon,
        LinkList,
        NextStepNote,
        RecordSelector,
    };
    static props = {
        model: Object,
        actions: Object,
        /** The selected person, or a contact who is only at the end of a link. */
        member: Object,
        onClose: Function,
        onSelect: Function,
    };

    get person() {
        return this.props.member;
    }

    get isOnMap() {
        return Boolean(this.person.id);
    }

    get canEdit() {
        return this.isOnMap && this.props.model.canWrite;
    }

    /** Our own people need no introduction. */
    get canBeReached() {
        return Boolean(this.person.partner_id) && this.person.side !== "own";
    }

    /** Somebody who can decide or stop the matter and does not support us. */
    get isWeakDecider() {
        const { role, has_veto, has_approval, level } = this.person;
        const decides =
            ["economic_buyer", "decision_maker"].includes(role?.meaning) || has_veto || has_approval;
        return this.isOnMap && decides && !(Number(level) > 0);
    }

    alertClass({ severity }) {
        return `alert-${severity === "critical" ? "danger" : severity}`;
    }

    get levels() {
        return [...this.props.model.data.levels, [false, _t("Not assessed")]];
    }

    get otherOpinions() {
        return [
            ["solution_level", _t("Solution")],
            ["price_level", _t("Price")],
            ["target_level", _t("Target")],
        ];
    }

    get politics() {
        return [
            ["outside", _t("Outside")],
            ["structure", _t("Structure")],
            ["inner", _t("Inner")],
        ];
    }

    get depths() {
        return [
            ["none", _t("None")],
            ["brief", _t("Brief")],
            ["several", _t("Several")],
            ["in_depth", _t("In depth")],
        ];
    }

    get politicsLabel() {
        return this.politics.find(([key]) => key === this.person.political_status)?.[1];
    }

    get depthLabel() {
        return this.depths.find(([key]) => key === this.person.contact_depth)?.[1];
    }

    get sideLabel() {
        return {
            own: _t("One of our people"),
            external: _t("External"),
            competitor: _t("Competitor"),
        }[this.person.side];
    }

    get assessedOn() {
        const date = this.person.assessed_on;
        return date ? formatDate(deserializeDate(date)) : "";
    }

    get department() {
        return this.props.model.departmentsById.get(this.person.department_id);
    }

    get superior() {
        return this.props.model.peopleById.get(this.person.reports_to_id);
    }

    get links() {
        return this.props.model.linksOf(this.person.partner_id);
    }

    change(values) {
        this.props.actions.change(this.person, values);
    }

    setLevel(feature, level) {
        this.props.actions.setLevel(this.person, feature, level);
    }

    onWeight(ev) {
        const weight = Number(ev.target.value);
        if (weight > 0) {
            this.change({ weight });
        } else {
            ev.target.value = this.person.weight;
        }
    }

    onNumber(name, ev) {
        this.change({ [name]: Number(ev.target.value) || false });
    }
}
