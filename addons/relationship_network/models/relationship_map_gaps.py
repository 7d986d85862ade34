from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.gaps import Item, Needed, map_gaps


class RelationshipMap(models.Model):
    """What a map lacks, in the words of the user."""

    _inherit = "relationship.map"

    gap_count = fields.Integer("Gaps", compute="_compute_gaps")
    gap_summary = fields.Text("What Is Missing", compute="_compute_gaps")

    @api.depends(
        "stakeholder_ids.name",
        "stakeholder_ids.role_id",
        "stakeholder_ids.department_id",
        "stakeholder_ids.level",
        "stakeholder_ids.is_placeholder",
        "stakeholder_ids.owner_id",
        "stakeholder_ids.contact_depth",
        "account_id.relationship_department_ids.is_key",
        "lead_id.stage_id",
    )
    @api.depends_context("lang", "uid")
    def _compute_gaps(self):
        for relationship_map, gaps in self._get_gaps().items():
            relationship_map.gap_count = sum(len(gap.items) for gap in gaps)
            relationship_map.gap_summary = "\n".join(map(self._gap_sentence, gaps))

    def _get_gaps(self):
        """What each map lacks.

        :return: ``{map: [Gap]}``, most serious first
        """
        key_departments = self.department_ids.filtered("is_key")
        branches = key_departments._get_branch()
        needed = self._get_needed_roles()
        unknown = self._get_unknown_people()
        busy = self._get_busy_people()
        return {
            relationship_map: map_gaps(
                (
                    person._gap_facts(is_busy=person in busy)
                    for person in relationship_map.stakeholder_ids
                ),
                {
                    department.id: (department.name, set(branches[department].ids))
                    for department in relationship_map.department_ids
                    if department in key_departments
                },
                [
                    Needed(role.id, role.name, role.meaning or None)
                    for role in needed[relationship_map]
                ],
                [
                    Item(contact.id, contact.name or contact.display_name)
                    for contact in unknown[relationship_map]
                ],
            )
            for relationship_map in self
        }

    def _get_needed_roles(self):
        """The roles that somebody must have on each map.

        Other addons add what the tier of an opportunity or the class of an account
        needs.

        :return: ``{map: relationship.role}``
        """
        roles = self.env["relationship.role"].search([("is_needed", "=", True)])
        return {
            relationship_map: roles.filtered(
                lambda role, needing=relationship_map: role._is_needed_on(needing)
            )
            for relationship_map in self
        }

    def _get_unknown_people(self):
        """Contacts of the account who are in contact with us, but not on the map.

        As far as the user may see the signals. Who stands on the account's map, or was
        hidden from the suggestions, is not unknown.

        :return: ``{map: res.partner}``, who was last in contact first
        """
        met = defaultdict(list)
        groups = self.env["relationship.signal"]._read_group(
            Domain("account_id", "in", self.account_id.ids),
            ["account_id", "company_id", "contact_id"],
            order="last_contact:max desc, contact_id",
        )
        for account, company, contact in groups:
            met[account, company].append(contact.id)
        known = self._get_known_partner_ids()
        unknown = {
            relationship_map: [
                contact_id
                for contact_id in met[
                    relationship_map.account_id, relationship_map.company_id
                ]
                if contact_id not in known[relationship_map]
            ]
            for relationship_map in self
        }
        partners = self.env["res.partner"]
        visible = partners.browse(
            {contact_id for ids in unknown.values() for contact_id in ids}
        )._filtered_access("read")
        return {
            relationship_map: partners.browse(ids) & visible
            for relationship_map, ids in unknown.items()
        }

    def _get_known_partner_ids(self):
        """Ids of the contacts who need not be suggested for each map."""
        places = self.env["relationship.stakeholder"].search_fetch(
            Domain("map_id", "in", self.ids)
            | Domain("account_id", "in", self.account_id.ids)
            & Domain("lead_id", "=", False),
            ["map_id", "account_id", "company_id", "partner_id", "lead_id"],
        )
        on_map, on_account = defaultdict(set), defaultdict(set)
        for place in places:
            on_map[place.map_id].add(place.partner_id.id)
            if not place.lead_id:
                key = place.account_id, place.company_id
                on_account[key].add(place.partner_id.id)
        hidden = self.env["relationship.people.hidden"]._get_hidden_ids(self)
        return {
            relationship_map: on_map[relationship_map]
            | on_account[relationship_map.account_id, relationship_map.company_id]
            | hidden[relationship_map.account_id, relationship_map.company_id]
            for relationship_map in self
        }

    def _get_busy_people(self):
        """Those of these maps' people with whom something is planned."""
        people = self.stakeholder_ids
        # What is planned counts, whoever may read the activity.
        activities = self.env["mail.activity"].sudo()
        groups = activities._read_group(
            [("res_model", "=", people._name), ("res_id", "in", people.ids)],
            ["res_id"],
        )
        return people.browse(res_id for (res_id,) in groups)

    def _gap_sentence(self, gap):
        """Say in the user's language what one gap is about."""
        _ = self.env._
        names = self._name_list(gap.names)
        return {
            "missing_role": lambda: _("Role not known: %(names)s", names=names),
            "placeholder": lambda: _("No name yet: %(names)s", names=names),
            "uncovered_department": lambda: _(
                "Key department without an assessed person: %(names)s", names=names
            ),
            "single_thread": lambda: _(
                "We are in real contact with one person only: %(names)s", names=names
            ),
            "unknown_people": lambda: _(
                "Met by mail or in meetings, but not on the map: %(names)s",
                names=names,
            ),
            "unused_supporter": lambda: _(
                "Supporter with influence, but nothing planned: %(names)s", names=names
            ),
            "not_assessed": lambda: _("Not assessed: %(names)s", names=names),
            "no_owner": lambda: _("No colleague owns: %(names)s", names=names),
        }[gap.kind]()
