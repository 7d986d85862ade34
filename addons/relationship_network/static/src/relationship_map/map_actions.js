import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

import { AddPersonDialog } from "./dialogs/add_person_dialog";
import { personKey } from "./layout/map_keys";
import * as commands from "./model/map_commands";
import { LevelPicker } from "./panels/level_picker";
import { LinkEditor } from "./panels/link_editor";

/**
 * What a user can do with a map: commands with their messages, dialogs and popovers.
 *
 * @param {Object} options
 * @param {import("./model/map_model").MapModel} options.model
 * @param {import("./model/map_edits").MapEdits} options.edits
 * @param {(type: "link"|"move", member: Object) => void} options.startMode
 * @param {(message: string) => void} options.announce for screen readers
 */
export function useMapActions(options) {
    return new MapActions({
        ...options,
        action: useService("action"),
        dialog: useService("dialog"),
        notification: useService("notification"),
        levelPopover: usePopover(LevelPicker, { position: "right" }),
        linkPopover: usePopover(LinkEditor, { position: "bottom" }),
    });
}

class MapActions {
    constructor(options) {
        Object.assign(this, options);
    }

    get data() {
        return this.model.data;
    }

    // ----------------------------------------------------------------- commands

    /** @returns {Promise<Object|null>} the command when it went through */
    async run(command) {
        return this.guard(() => this.edits.run(command));
    }

    async undo() {
        const command = await this.guard(() => this.edits.undo());
        if (command) {
            this.announce(_t("Undone: %s", command.label));
        }
    }

    async redo() {
        const command = await this.guard(() => this.edits.redo());
        if (command) {
            this.announce(_t("Redone: %s", command.label));
        }
    }

    /** Show what the server refuses as a notification; the drawing is what it stored. */
    async guard(work) {
        try {
            return (await work()) || null;
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            this.notification.add(error.data?.message || error.message, { type: "danger" });
            return null;
        }
    }

    change(person, values) {
        return this.run(commands.changePerson(person, values));
    }

    setLevel(person, feature, level, reason) {
        if ((person[feature] || false) !== level) {
            return this.run(commands.setLevel(person, feature, level, reason));
        }
    }

    /** @param {Object} target see dropTarget */
    moveTo(person, target) {
        const { people } = this.data;
        if (!person.id) {
            return this.addContacts([person.partner_id], this.placeAt(target));
        }
        if (target.type === "park") {
            return person.is_parked ? null : this.run(commands.park(people, person));
        }
        if (target.type === "department") {
            const isThere = person.department_id === target.id && !person.reports_to_id;
            return isThere && !person.is_parked
                ? null
                : this.run(commands.moveToDepartment(people, person, target.id));
        }
        const superior = this.model.memberOf(target.key);
        return superior.id === person.reports_to_id
            ? null
            : this.run(commands.moveBelow(people, person, superior));
    }

    placeAt(target) {
        return {
            department_id: target.type === "department" && target.id,
            reports_to_id: target.type === "person" && this.model.memberOf(target.key).id,
        };
    }

    async remove(person) {
        const command = await this.run(commands.removePerson(this.data.people, person));
        if (command) {
            this.offerUndo(_t("%s was removed from the map.", person.name));
        }
    }

    offerUndo(message) {
        const close = this.notification.add(message, {
            type: "info",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: () => {
                        close();
                        this.undo();
                    },
                },
            ],
        });
    }

    // ------------------------------------------------------------------- adding

    addContacts(partnerIds, values) {
        const place = this.completePlace(values);
        const valuesList = partnerIds.map((partner_id) => ({ ...place, partner_id }));
        return this.addAndSelect(commands.addPeople(valuesList));
    }

    addNewPerson(partnerValues, values) {
        const partner = { ...partnerValues, parent_id: this.data.map.account.id };
        return this.addAndSelect(commands.addNewPerson(partner, this.completePlace(values)));
    }

    addPlaceholder(values) {
        return this.addAndSelect(commands.addPeople([this.completePlace(values)]));
    }

    async addAndSelect(command) {
        const done = await this.run(command);
        const [id] = done?.operations.at(-1).ids || [];
        if (id && this.model.peopleById.has(id)) {
            this.model.selectedKey = personKey(id);
        }
    }

    completePlace(values) {
        const superior = this.model.peopleById.get(values.reports_to_id);
        const department_id = values.department_id || superior?.department_id || false;
        const isPlaced = Boolean(superior || department_id);
        return { ...values, map_id: this.data.map.id, department_id, is_parked: !isPlaced };
    }

    openAddDialog(tab) {
        const selected = this.model.selected;
        const isPlaced = selected?.id && !selected.is_parked;
        this.dialog.add(AddPersonDialog, {
            model: this.model,
            tab,
            place: isPlaced
                ? { reports_to_id: selected.id, department_id: selected.department_id }
                : {},
            onContacts: (ids, values) => this.addContacts(ids, values),
            onNew: (partner, values) => this.addNewPerson(partner, values),
            onPlaceholder: (values) => this.addPlaceholder(values),
        });
    }

    // -------------------------------------------------------------------- links

    /** Ask for type and strength of a new link, then draw it. */
    openLinkEditor(target, source, destination) {
        const { link_types, map } = this.data;
        this.linkPopover.open(target, {
            sourceName: source.name,
            targetName: destination.name,
            types: link_types,
            link: { type_id: link_types[0]?.id, strength: 3 },
            isNew: true,
            lead: map.lead,
            onSave: (values, isReversed) => {
                const ends = [source.partner_id, destination.partner_id];
                const [source_id, target_id] = isReversed ? ends.reverse() : ends;
                this.run(commands.addLink({ ...values, source_id, target_id }));
            },
        });
    }

    editLink(link, target) {
        this.linkPopover.open(target, {
            sourceName: this.model.nameOfPartner(link.source_id),
            targetName: this.model.nameOfPartner(link.target_id),
            types: this.data.link_types,
            link,
            isNew: false,
            lead: this.data.map.lead,
            onSave: (values, isReversed) => {
                const ends = { source_id: link.target_id, target_id: link.source_id };
                this.run(commands.changeLink(link, { ...values, ...(isReversed ? ends : {}) }));
            },
            onRemove: () => this.run(commands.removeLink(link)),
        });
    }

    // ------------------------------------------------------------------ windows

    openLevelPicker(target, person, feature = "level") {
        this.levelPopover.open(target, {
            person,
            levels: this.data.levels,
            feature,
            onPick: (name, level, reason) => this.setLevel(person, name, level, reason),
        });
    }

    openPerson(person) {
        this.openForm("relationship.stakeholder", person.id, person.name);
    }

    openAlert(alert) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "relationship.alert",
            res_id: alert.id,
            views: [[false, "form"]],
        });
    }

    openDepartment(id = false) {
        const context = { default_account_id: this.data.map.account.id };
        this.openForm(
            "relationship.department",
            id,
            id ? _t("Department") : _t("New department"),
            context
        );
    }

    openForm(resModel, resId, title, context = {}) {
        this.dialog.add(FormViewDialog, {
            resModel,
            resId,
            title,
            context,
            readonly: !this.model.canWrite,
            onRecordSaved: () => this.model.load(),
        });
    }

    openIntroductionPaths(person) {
        this.action.doAction({
            type: "ir.actions.client",
            tag: "relationship_network.paths",
            name: _t("Who can introduce us to %s?", person.name),
            target: "new",
            params: { partner_id: person.partner_id, lead_id: this.data.map.lead?.id || false },
            context: { dialog_size: "extra-large" },
        });
    }

    openContact(partnerId) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: partnerId,
            views: [[false, "form"]],
        });
    }
}
