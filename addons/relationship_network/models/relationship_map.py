from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.closeness import StatusFacts, map_status
from .levels import STATUSES
from .unique_messages import duplicate_message


class RelationshipMap(models.Model):
    """The people of one account, or the decision chain of one opportunity."""

    _name = "relationship.map"
    _description = "Relationship Map"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "relationship.closeness.mixin",
    ]
    _check_company_auto = True
    _order = "name, id"

    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("account", "Account Map"), ("opportunity", "Opportunity Map")],
        compute="_compute_kind",
        store=True,
        precompute=True,
    )
    account_id = fields.Many2one(
        "res.partner",
        compute="_compute_account_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', True)]",
        tracking=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Empty for the map of the account itself.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        domain="[('share', '=', False)]",
        tracking=True,
        help="Salesperson of the opportunity or account. A map without one is open to "
        "every seller of the company.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        check_company=True,
    )
    access_user_ids = fields.Many2many(
        "res.users",
        string="Visible To",
        compute="_compute_access_user_ids",
        search="_search_access_user_ids",
        compute_sudo=True,
        help="Who works with this map besides managers: the responsible person, the "
        "sales team, and the colleagues who own a relationship on it.",
    )
    stakeholder_ids = fields.One2many(
        "relationship.stakeholder", "map_id", "Stakeholders", copy=False
    )
    department_ids = fields.One2many(
        "relationship.department",
        string="Departments",
        compute="_compute_department_ids",
        help="Departments of the account; an opportunity's map uses the same ones.",
    )
    status = fields.Selection(
        STATUSES,
        compute="_compute_status",
        store=True,
        tracking=True,
        help="Red: no supportive key player, or a veto holder is against us.\n"
        "Amber: a key player supports us.\n"
        "Green: a key player who decides or approves supports us, and no veto holder "
        "is against us.",
    )
    placeholder_count = fields.Integer(
        "Placeholders", compute="_compute_placeholder_count", store=True
    )

    _account_uniq = models.UniqueIndex(
        "(account_id, company_id) WHERE lead_id IS NULL",
        duplicate_message(
            lambda env, names: env._(
                "%(account)s already has a map. Open it instead of creating another.",
                **names,
            ),
            account=(0, "res.partner"),
        ),
    )
    _lead_uniq = models.UniqueIndex(
        "(lead_id) WHERE lead_id IS NOT NULL",
        duplicate_message(
            lambda env, names: env._(
                "The opportunity “%(lead)s” already has a map. Open it instead of "
                "creating another.",
                **names,
            ),
            lead=(0, "crm.lead"),
        ),
    )

    # ------------------------------------------------------------------ compute

    @api.depends("account_id.name", "lead_id.name")
    def _compute_name(self):
        for relationship_map in self:
            account = relationship_map.account_id.name or ""
            lead = relationship_map.lead_id.name
            relationship_map.name = f"{account}: {lead}" if lead else account

    @api.depends("lead_id")
    def _compute_kind(self):
        for relationship_map in self:
            relationship_map.kind = (
                "opportunity" if relationship_map.lead_id else "account"
            )

    @api.depends("lead_id.partner_id.commercial_partner_id")
    def _compute_account_id(self):
        for relationship_map in self:
            customer = relationship_map.lead_id.partner_id.commercial_partner_id
            relationship_map.account_id = customer or relationship_map.account_id

    # Not on the company of the account: when an account that companies shared is given
    # to one of them, each keeps its own map.
    @api.depends("lead_id.company_id", "account_id")
    def _compute_company_id(self):
        for relationship_map in self:
            relationship_map.company_id = (
                relationship_map.lead_id.company_id
                or relationship_map.account_id.company_id
                or relationship_map.company_id
                or self.env.company
            )

    @api.depends("lead_id.user_id", "account_id.user_id")
    def _compute_user_id(self):
        for relationship_map in self:
            source = relationship_map.lead_id or relationship_map.account_id
            relationship_map.user_id = source.user_id

    @api.depends("lead_id.team_id", "user_id")
    def _compute_team_id(self):
        for relationship_map in self:
            lead = relationship_map.lead_id
            team = lead.team_id if lead else relationship_map.user_id.sale_team_id
            if team.company_id and team.company_id != relationship_map.company_id:
                team = False
            relationship_map.team_id = team

    @api.depends(
        "user_id",
        "team_id.user_id",
        "team_id.crm_team_member_ids.user_id",
        "stakeholder_ids.owner_id",
        "stakeholder_ids.active",
    )
    def _compute_access_user_ids(self):
        # What filtered() returns would be fetched map by map.
        self.stakeholder_ids.fetch(["active", "owner_id"])
        for relationship_map in self:
            team = relationship_map.team_id
            owners = relationship_map.stakeholder_ids.filtered("active").owner_id
            relationship_map.access_user_ids = (
                relationship_map.user_id
                | team.user_id
                | team.crm_team_member_ids.filtered("active").user_id
                | owners
            )

    @api.model
    def _search_access_user_ids(self, operator, value):
        """Record rules rely on this search; add who else works with a map here."""
        if operator != "in":
            return NotImplemented
        return Domain.OR(
            [
                Domain("user_id", "in", value),
                Domain("team_id.user_id", "in", value),
                Domain(
                    "team_id.crm_team_member_ids",
                    "any",
                    [("user_id", "in", value), ("active", "=", True)],
                ),
                Domain(
                    "stakeholder_ids",
                    "any",
                    [("owner_id", "in", value), ("active", "=", True)],
                ),
            ]
        )

    @api.depends("account_id.relationship_department_ids")
    def _compute_department_ids(self):
        for relationship_map in self:
            departments = relationship_map.account_id.relationship_department_ids
            relationship_map.department_ids = departments.filtered(
                lambda department, company=relationship_map.company_id: (
                    department.company_id == company
                )
            )

    @api.depends(
        "stakeholder_ids.level", "stakeholder_ids.weight", "stakeholder_ids.active"
    )
    def _compute_closeness(self):
        return super()._compute_closeness()

    def _get_closeness_tally(self):
        return self.stakeholder_ids.filtered("active")._get_tally()

    @api.depends(
        "stakeholder_ids.level",
        "stakeholder_ids.active",
        "stakeholder_ids.political_status",
        "stakeholder_ids.has_veto",
        "stakeholder_ids.has_approval",
        "stakeholder_ids.role_id.meaning",
    )
    def _compute_status(self):
        for relationship_map in self:
            relationship_map.status = relationship_map._get_status().colour

    @api.depends("stakeholder_ids.is_placeholder", "stakeholder_ids.active")
    def _compute_placeholder_count(self):
        for relationship_map in self:
            people = relationship_map.stakeholder_ids.filtered("active")
            relationship_map.placeholder_count = len(people.filtered("is_placeholder"))

    def _get_status(self):
        self.ensure_one()
        return map_status(
            StatusFacts(
                name=person.name or "",
                level=int(person.level) if person.level else None,
                is_key_player=person.is_key_player,
                decides=person._decides(),
                has_veto=person.has_veto,
            )
            # filtered() would lose the prefetching across maps.
            for person in self.stakeholder_ids
            if person.active
        )

    # -------------------------------------------------------------- constraints

    @api.constrains("account_id", "lead_id")
    def _check_account_id(self):
        for relationship_map in self:
            lead, account = relationship_map.lead_id, relationship_map.account_id
            if not account and lead:
                raise ValidationError(
                    self.env._(
                        "Set the customer of the opportunity “%(lead)s” first: its map "
                        "shows people of that customer.",
                        lead=lead.name,
                    )
                )
            if not account:
                raise ValidationError(
                    self.env._("Choose the account or the opportunity of the map.")
                )
            if account != account.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "“%(contact)s” is a contact of %(account)s. Create the map for "
                        "%(account)s and put the contact on it.",
                        contact=account.name,
                        account=account.commercial_partner_id.name,
                    )
                )

    # ----------------------------------------------------------------- business

    def _copy_people(self, people, lines=True, levels=True):
        """Put people of another map on this one; who is there already stays as is.

        :param people: ``relationship.stakeholder`` of another map
        :param lines: whether reporting lines come along
        :param levels: whether the levels come along, with their date and assessor
        :return: the stakeholders of this map that stand for ``people``
        """
        self.ensure_one()
        stakeholders = self.env["relationship.stakeholder"]
        there = {p.partner_id: p for p in self.stakeholder_ids if p.partner_id}
        new = people.filtered(lambda person: person.partner_id not in there)
        reason = self.env._("Copied from %(map)s", map=people.map_id[:1].name)
        copies = stakeholders.create(
            [
                {
                    **person._copy_vals(levels),
                    "map_id": self.id,
                    "department_id": self._same_department(person.department_id).id,
                    "change_reason": reason,
                }
                for person in new
            ]
        )
        counterparts = dict(zip(new, copies, strict=True))
        counterparts.update(
            (person, there[person.partner_id]) for person in people - new
        )
        if lines:
            for person in new:
                superior = counterparts.get(person.reports_to_id)
                if superior:
                    counterparts[person].reports_to_id = superior
        return stakeholders.union(*counterparts.values())

    def _move_departments(self):
        """Give people the same-named departments of the account they moved to."""
        for person in self.stakeholder_ids.filtered("department_id"):
            person.department_id = self._same_department(person.department_id)

    def _same_department(self, department):
        """The department of this map's account that matches another account's.

        Missing ones are created, along with those above them.
        """
        if not department or (
            department.account_id == self.account_id
            and department.company_id == self.company_id
        ):
            return department
        parent = self._same_department(department.parent_id)
        match = self.department_ids.filtered(
            lambda own: own.name == department.name and own.parent_id == parent
        )
        return match[:1] or self.env["relationship.department"].create(
            {
                "name": department.name,
                "account_id": self.account_id.id,
                "company_id": self.company_id.id,
                "parent_id": parent.id,
                "is_key": department.is_key,
                "sequence": department.sequence,
            }
        )

    # ------------------------------------------------------------------ actions

    def action_open_map(self):
        """Open the drawn map.

        :return: client action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "relationship_network.map",
            "name": self.name,
            "params": {"map_id": self.id},
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def action_open_lead(self):
        """Open the opportunity of this decision chain.

        :return: window action
        """
        self.ensure_one()
        return self.lead_id.get_formview_action()

    def action_export_xlsx(self):
        """Download these maps as a workbook.

        :return: URL action
        """
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/relationship_network/maps.xlsx?ids={ids}",
            "target": "download",
        }
