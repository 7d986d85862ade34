from odoo import api, fields, models
from odoo.tools import SQL

from .levels import LEVELS, STATUSES
from .nullable_float import NullableFloat
from .visible_join import join_rows, search_through_sql, visible_rows

# Fields of an account, and the columns of its map that they show.
ACCOUNT_FIELDS = {
    "relationship_map_id": "id",
    "closeness": "closeness",
    "relationship_coverage": "coverage",
    "relationship_status": "status",
}
# Fields of a contact, and the columns of its place on its account's map.
CONTACT_FIELDS = {"support_level": "level", "decision_role_id": "role_id"}

USER_GROUP = "relationship_network.group_user"


class ResPartner(models.Model):
    """Accounts and contacts show and edit what the account's map says of them.

    Nothing is copied onto the contact: it is shared by companies and readable by
    everybody, while opinions belong to one company and to those who may see its map.
    The fields below are read, searched, sorted and grouped through the maps that the
    user may see.
    """

    _inherit = "res.partner"

    is_competitor = fields.Boolean(
        "Competitor", help="This company competes with us; its people count as rivals."
    )
    relationship_map_ids = fields.One2many(
        "relationship.map", "account_id", "Relationship Maps", groups=USER_GROUP
    )
    relationship_department_ids = fields.One2many(
        "relationship.department", "account_id", "Departments", groups=USER_GROUP
    )
    relationship_map_id = fields.Many2one(
        "relationship.map",
        compute="_compute_relationship_map_id",
        search=search_through_sql("relationship_map_id"),
        groups=USER_GROUP,
        help="Map of this account.",
    )
    closeness = NullableFloat(
        "Closeness (%)",
        compute="_compute_relationship_map_id",
        search=search_through_sql("closeness"),
        aggregator="avg",
        groups=USER_GROUP,
        help="How close the account is to us, from -200 % to +200 %.",
    )
    relationship_coverage = NullableFloat(
        "Coverage (%)",
        compute="_compute_relationship_map_id",
        search=search_through_sql("relationship_coverage"),
        aggregator="avg",
        groups=USER_GROUP,
    )
    relationship_status = fields.Selection(
        STATUSES,
        compute="_compute_relationship_map_id",
        search=search_through_sql("relationship_status"),
        groups=USER_GROUP,
    )
    stakeholder_ids = fields.One2many(
        "relationship.stakeholder", "partner_id", "Places on Maps", groups=USER_GROUP
    )
    support_level = fields.Selection(
        LEVELS,
        compute="_compute_account_stakeholder",
        inverse="_inverse_support_level",
        search=search_through_sql("support_level"),
        groups=USER_GROUP,
        help="How much this person supports us, on the map of the account.",
    )
    decision_role_id = fields.Many2one(
        "relationship.role",
        compute="_compute_account_stakeholder",
        inverse="_inverse_decision_role_id",
        search=search_through_sql("decision_role_id"),
        groups=USER_GROUP,
        help="The part this person plays in decisions, on the map of the account.",
    )
    influence_link_ids = fields.One2many(
        "relationship.link",
        "source_id",
        "Links to Others",
        domain=[("lead_id", "=", False)],
        groups=USER_GROUP,
    )
    influenced_by_link_ids = fields.One2many(
        "relationship.link",
        "target_id",
        "Links from Others",
        domain=[("lead_id", "=", False)],
        groups=USER_GROUP,
    )

    _competitor_idx = models.Index("(id) WHERE is_competitor IS TRUE")

    # ------------------------------------------------------------- conventions

    @api.model
    def _commercial_fields(self):
        return [*super()._commercial_fields(), "is_competitor"]

    # ------------------------------------------------------------- the account

    @api.depends(
        "relationship_map_ids.active",
        "relationship_map_ids.lead_id",
        "relationship_map_ids.closeness",
        "relationship_map_ids.coverage",
        "relationship_map_ids.status",
    )
    @api.depends_context("uid", "company")
    def _compute_relationship_map_id(self):
        accounts = self.filtered(lambda p: p.commercial_partner_id == p)
        maps = accounts._get_account_maps()
        for account in self:
            account_map = maps.get(account._origin, self.env["relationship.map"])
            for field_name, column in ACCOUNT_FIELDS.items():
                account[field_name] = account_map[column]

    @api.model
    def _account_map_domain(self):
        """Domain of the account maps of the current company."""
        return [("lead_id", "=", False), ("company_id", "=", self.env.company.id)]

    def _get_account_maps(self, create=False):
        """The maps of these accounts in the current company.

        :param create: whether to start the missing ones; archived ones come back
        :return: ``{account: map}``
        """
        accounts = self.commercial_partner_id
        maps = self.env["relationship.map"]
        if accounts.ids:
            maps = maps.search_fetch(
                [("account_id", "in", accounts.ids), *self._account_map_domain()],
                ["account_id", "name", "closeness", "coverage", "status"],
            )
        missing = accounts - maps.account_id
        if create and missing:
            archived = maps.search(
                [
                    ("active", "=", False),
                    ("account_id", "in", missing.ids),
                    *self._account_map_domain(),
                ]
            )
            archived.action_unarchive()
            new = missing - archived.account_id
            maps += archived
            maps += maps.create([{"account_id": account.id} for account in new])
        return {account_map.account_id: account_map for account_map in maps}

    def action_open_relationship_map(self):
        """Open the drawn map of the account, starting it when there is none.

        :return: client action
        """
        self.ensure_one()
        account = self.commercial_partner_id
        return self._get_account_maps(create=True)[account].action_open_map()

    # ------------------------------------------------------------- the contact

    @api.depends(
        "commercial_partner_id",
        "stakeholder_ids.active",
        "stakeholder_ids.map_id",
        "stakeholder_ids.level",
        "stakeholder_ids.role_id",
    )
    @api.depends_context("uid", "company")
    def _compute_account_stakeholder(self):
        places = self._get_account_stakeholders()
        for contact in self:
            person = places.get(contact._origin, self.env["relationship.stakeholder"])
            contact.support_level = person.level
            contact.decision_role_id = person.role_id

    def _get_account_stakeholders(self):
        """The place of each contact on its own account's map.

        :return: ``{contact: stakeholder}``, without contacts that are not on it
        """
        persons = self.filtered(lambda p: not p.is_company)
        people = self.env["relationship.stakeholder"]
        if persons.ids:
            people = people.search_fetch(
                [("partner_id", "in", persons.ids), *self._account_map_domain()],
                ["partner_id", "account_id", "level", "role_id"],
            )
        return {
            person.partner_id: person
            for person in people
            if person.account_id == person.partner_id.commercial_partner_id
        }

    def _inverse_support_level(self):
        self._write_account_stakeholders("support_level")

    def _inverse_decision_role_id(self):
        self._write_account_stakeholders("decision_role_id")

    def _write_account_stakeholders(self, field_name):
        """Write what was edited on the contact to its place on the account's map.

        Whoever is not on the map yet is put on it.
        """
        column = CONTACT_FIELDS[field_name]
        places = self._get_account_stakeholders()
        missing = self.filtered(lambda c: c not in places and c[field_name])
        maps = missing._get_account_maps(create=True)
        for value, contacts in (self - missing).grouped(field_name).items():
            people = [places[contact] for contact in contacts if contact in places]
            self.env["relationship.stakeholder"].union(*people)[column] = value
        self.env["relationship.stakeholder"].create(
            [
                {
                    "map_id": maps[contact.commercial_partner_id].id,
                    "partner_id": contact.id,
                    column: self._fields[field_name].convert_to_write(
                        contact[field_name], contact
                    ),
                }
                for contact in missing
            ]
        )

    # ------------------------------------------------- reading through the maps

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort and group by what the visible maps say."""
        if query is not None and field_expr in ACCOUNT_FIELDS:
            self._check_field_access(self._fields[field_expr], "read")
            joined = self._join_visible(
                alias, query, "relationship.map", {"account_id": "id"}
            )
            return SQL.identifier(joined, ACCOUNT_FIELDS[field_expr])
        if query is not None and field_expr in CONTACT_FIELDS:
            self._check_field_access(self._fields[field_expr], "read")
            joined = self._join_visible(
                alias,
                query,
                "relationship.stakeholder",
                {"partner_id": "id", "account_id": "commercial_partner_id"},
            )
            return SQL.identifier(joined, CONTACT_FIELDS[field_expr])
        return super()._field_to_sql(alias, field_expr, query)

    def _join_visible(self, alias, query, model_name, keys):
        """Join the rows of account maps that the user may see.

        :param keys: ``{column of the joined model: column of the partner}``
        :return: alias of the joined rows
        """
        model = self.env[model_name]
        columns = dict.fromkeys([*keys, *(ACCOUNT_FIELDS | CONTACT_FIELDS).values()])
        stored = [c for c in columns if c in model._fields and model._fields[c].store]
        rows = visible_rows(model, self._account_map_domain(), stored)
        return join_rows(self, alias, query, model._table, rows, keys)

    # ---------------------------------------------------------- who belongs where

    def _relationship_group(self):
        """The topmost company above a contact or account.

        :return: ``res.partner``, empty for people who work for no known company
        """
        group = self.commercial_partner_id
        while group.parent_id:
            group = group.parent_id.commercial_partner_id
        return group if group.is_company else self.browse()

    def _relationship_side(self, account):
        """Where a person belongs, seen from an account.

        :return: ``own``, ``competitor``, ``external`` or ``account``
        """
        if self and not self.partner_share:
            return "own"
        if self.commercial_partner_id.is_competitor:
            return "competitor"
        group = self._relationship_group()
        if group and group != account._relationship_group():
            return "external"
        return "account"

    def _compute_application_statistics_hook(self):
        data = super()._compute_application_statistics_hook()
        if not self.env.user.has_group(USER_GROUP):
            return data
        for account in self.filtered("relationship_map_id"):
            if account.closeness is not False:
                data[account.id].append(
                    {
                        "iconClass": "fa-sitemap",
                        "value": f"{account.closeness:+.0f} %",
                        "label": self.env._("Closeness"),
                        "tagClass": "o_tag_color_4",
                    }
                )
        return data
