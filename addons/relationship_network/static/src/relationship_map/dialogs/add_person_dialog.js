import { Component, onWillStart, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";

const LIMIT = 60;

/** Put contacts, a new person or a placeholder on the map. */
export class AddPersonDialog extends Component {
    static template = "relationship_network.AddPersonDialog";
    static components = { Dialog };
    static props = {
        model: Object,
        tab: { validate: (tab) => ["contacts", "new", "placeholder"].includes(tab) },
        /** Proposed place: superior and department of the selected person. */
        place: Object,
        onContacts: Function,
        onNew: Function,
        onPlaceholder: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({
            tab: this.props.tab,
            text: "",
            anyCompany: false,
            contacts: [],
            chosen: [],
            name: "",
            function: "",
            email: "",
            role_id: false,
            department_id: false,
            reports_to_id: false,
            ...this.props.place,
        });
        useAutofocus();
        this.searchSoon = useDebounced(() => this.searchContacts(), 200);
        onWillStart(() => this.searchContacts());
    }

    get title() {
        return _t("Add to %s", this.props.model.data.map.name);
    }

    get tabs() {
        return [
            ["contacts", _t("Contacts")],
            ["new", _t("New person")],
            ["placeholder", _t("Placeholder")],
        ];
    }

    get people() {
        const collator = new Intl.Collator();
        return this.props.model.data.people.toSorted((a, b) => collator.compare(a.name, b.name));
    }

    get isReady() {
        const { tab, chosen, name, role_id } = this.state;
        return { contacts: chosen.length, new: name.trim(), placeholder: role_id || name.trim() }[
            tab
        ];
    }

    /** Contacts who are not on the map yet: of the account, or of any company. */
    async searchContacts() {
        const { data } = this.props.model;
        const { text, anyCompany } = this.state;
        const onMap = data.people.map((person) => person.partner_id).filter(Boolean);
        const domain = [
            ["is_company", "=", false],
            ["id", "not in", onMap],
        ];
        if (!anyCompany) {
            domain.push(["commercial_partner_id", "=", data.map.account.id]);
            domain.push(["id", "!=", data.map.account.id]);
        }
        for (const word of text.split(/\s+/).filter(Boolean)) {
            domain.push(
                "|",
                "|",
                ["name", "ilike", word],
                ["function", "ilike", word],
                ["email", "ilike", word]
            );
        }
        const fields = ["name", "function", "email", "commercial_company_name"];
        this.state.contacts = await this.keepLast.add(
            this.orm.searchRead("res.partner", domain, fields, { limit: LIMIT, order: "name, id" })
        );
    }

    onSearch(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    toggleAnyCompany(ev) {
        this.state.anyCompany = ev.target.checked;
        this.searchContacts();
    }

    toggleChosen(id) {
        const { chosen } = this.state;
        this.state.chosen = chosen.includes(id)
            ? chosen.filter((other) => other !== id)
            : [...chosen, id];
    }

    onNumber(name, ev) {
        this.state[name] = Number(ev.target.value) || false;
    }

    confirm() {
        const { tab, chosen, name, function: job, email } = this.state;
        const { role_id, department_id, reports_to_id } = this.state;
        const values = { department_id, reports_to_id };
        if (role_id) {
            values.role_id = role_id;
        }
        if (tab === "contacts") {
            this.props.onContacts([...chosen], values);
        } else if (tab === "new") {
            this.props.onNew(
                { name: name.trim(), function: job.trim(), email: email.trim() },
                values
            );
        } else {
            this.props.onPlaceholder(name.trim() ? { ...values, name: name.trim() } : values);
        }
        this.props.close();
    }
}
