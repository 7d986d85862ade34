import { Component, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** What could be sold in a cell, who has it now, and the way to an opportunity. */
export class WhitespaceEditor extends Component {
    static template = "key_account_mgmt.WhitespaceEditor";
    static components = { RecordSelector };
    static props = {
        title: String,
        cell: Object,
        canEdit: Boolean,
        onSave: Function,
        onCreate: Function,
        onFacts: Function,
    };

    setup() {
        const { cell } = this.props;
        this.values = useState({
            amount_potential: cell.potential || cell.competitor,
            competitor_id: cell.competitor_id ? cell.competitor_id[0] : false,
            note: cell.note,
        });
        this.competitorDomain = [["is_competitor", "=", true]];
        this.noCompetitor = _t("Nobody we know of");
    }

    get isValid() {
        return this.values.amount_potential >= 0;
    }

    setAmount(ev) {
        this.values.amount_potential = Number(ev.target.value) || 0;
    }

    setCompetitor(competitorId) {
        this.values.competitor_id = competitorId;
    }

    save() {
        if (this.isValid) {
            return this.props.onSave({ ...this.values });
        }
    }
}
