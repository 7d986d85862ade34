import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { usePopover } from "@web/core/popover/popover_hook";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";

import { LevelIcon } from "../relationship_map/card/level_icon";
import { CellEditor } from "./cell/cell_editor";
import { MatrixCell } from "./cell/matrix_cell";
import { StrengthDots } from "./cell/strength_dots";
import { MatrixFilter } from "./matrix_filter";
import { MatrixKeyboard } from "./matrix_keyboard";
import { MatrixModel } from "./matrix_model";
import { useMatrixRows } from "./matrix_rows";

/** The people of a map against our own people: who knows whom, and how well. */
export class RelationshipMatrix extends Component {
    static template = "relationship_network.RelationshipMatrix";
    static components = { LevelIcon, MatrixCell, MatrixFilter, RecordAutocomplete, StrengthDots };
    static props = {
        mapId: Number,
        /** Called with the facts of the map once they are read. */
        onLoaded: { type: Function, optional: true },
    };
    static defaultProps = { onLoaded: () => {} };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.tableRef = useRef("table");
        this.state = useState({ error: "", isAdding: false });
        this.model = useState(new MatrixModel(this.orm, this.props.mapId));
        this.keyboard = new MatrixKeyboard(() => this.tableRef.el);
        this.editor = usePopover(CellEditor, {
            position: "bottom",
            popoverClass: "o_rx_popover",
            onClose: () => this.keyboard.focus(),
        });
        this.matrix = useMatrixRows(this.model, useRef("scroll"));
        onWillStart(() => this.load());
        useEffect(() => this.keyboard.refresh());
    }

    async load() {
        try {
            await this.model.load();
            this.props.onLoaded(this.model.data.map);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.state.error = error.data?.message || error.message;
        }
    }

    /** Room for every column; beyond it columns share what is left. */
    get minWidth() {
        return 570 + 112 * this.model.columns.length;
    }

    get levelNames() {
        return { ...Object.fromEntries(this.model.data.levels), "": _t("Not assessed") };
    }

    get emptyText() {
        return this.model.data.people.length
            ? _t("Nobody fits the filter.")
            : _t("Put the people of the account on its map first.");
    }

    rowClass(item) {
        if (item.group) {
            return "o_rx_group";
        }
        return {
            o_rx_row: true,
            o_rx_gap: this.model.isGap(item.person),
            o_rx_placeholder: item.person.is_placeholder,
        };
    }

    groupName(group) {
        return {
            account: group.path.join(" / ") || _t("No department"),
            external: _t("External"),
            competitor: _t("Competitor"),
            parked: _t("Not placed yet"),
        }[group.side];
    }

    formatNumber(value) {
        return formatFloat(value, { digits: [16, 2], trailingZeros: false });
    }

    onKeydown(ev) {
        if (this.keyboard.handle(ev)) {
            ev.preventDefault();
        }
    }

    onFocusin(ev) {
        const cell = ev.target.closest(".o_rx_cell");
        if (cell) {
            this.keyboard.setCurrent(cell);
        }
    }

    // -------------------------------------------------------------------- editing

    openEditor(target, person, colleague) {
        const { data } = this.model;
        const types = data.link_types;
        this.editor.open(target, {
            personName: person.name,
            colleagueName: colleague.name,
            links: this.model.cellOf(person, colleague).links,
            types,
            // The weakest way to know somebody comes last in the list of types.
            defaultTypeId: types[types.length - 1]?.id || 0,
            lead: data.map.lead,
            onSave: (link, values) => this.model.save(person, colleague, link, values),
            onRemove: (link) => this.remove(link),
        });
    }

    async remove(link) {
        await this.model.setActive(link, false);
        const close = this.notification.add(_t("The connection was removed."), {
            type: "info",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: () => {
                        close();
                        this.model.setActive(link, true);
                    },
                },
            ],
        });
    }

    // ------------------------------------------------------------------- columns

    get colleagueDomain() {
        const shown = this.model.columns.map(({ partner_id }) => partner_id);
        return [
            ["share", "=", false],
            ["partner_id", "not in", shown],
        ];
    }

    async addColleague([userId]) {
        this.state.isAdding = false;
        const [user] = await this.orm.read("res.users", [userId], ["name", "partner_id"]);
        this.model.addColumn({ partner_id: user.partner_id[0], name: user.name });
    }

    openMap() {
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "relationship_network.map",
            params: { map_id: this.props.mapId },
            context: { active_id: this.props.mapId },
        });
    }
}

registry.category("lazy_components").add("RelationshipMatrix", RelationshipMatrix);
