from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .levels import LEVELS
from .nullable_float import NullableFloat
from .visible_join import join_rows, search_through_sql, visible_rows

# Fields of a connection, and the columns of the contact's place on its account's map.
PLACE_FIELDS = {
    "contact_role_id": "role_id",
    "contact_weight": "weight",
    "contact_level": "level",
    "contact_is_key_player": "is_key_player",
    "contact_is_decider": "is_decider",
}
# Fields that hold the contact of a connection if that contact counts.
REACH_FIELDS = {"key_contact_id": "is_key_player", "deciding_contact_id": "is_decider"}
PLACE_KEYS = {
    "partner_id": "contact_id",
    "account_id": "contact_account_id",
    "company_id": "company_id",
}


class ConnectionFigures(NamedTuple):
    """What the connections of one person are worth.

    :param contacts: number of people known
    :param strength: mean strength, from 1 to 5
    :param key_people: how many of them are key players
    :param deciders: how many of them decide or approve
    :param accounts: number of accounts they belong to
    :param value: Σ strength × weight of the contact
    """

    contacts: int = 0
    strength: float = 0.0
    key_people: int = 0
    deciders: int = 0
    accounts: int = 0
    value: float = 0.0


class RelationshipLink(models.Model):
    """What the connections of our own people are worth.

    The contact's weight, role and level are those on the map of the contact's account,
    as far as the user may see it. They are read, searched, sorted, grouped and summed
    through the visible maps, and never stored on the link.
    """

    _inherit = "relationship.link"

    is_strongest = fields.Boolean(
        "Strongest Tie",
        compute="_compute_is_strongest",
        search=search_through_sql("is_strongest"),
        export_string_translation=False,
        help="The strongest of the ties that our person has to this contact today. "
        "Whoever knows somebody in two ways still knows one person.",
    )
    connection_value = NullableFloat(
        compute="_compute_connection_value",
        search=search_through_sql("connection_value"),
        digits=(16, 2),
        aggregator="sum",
        help="Strength × the contact's weight in the decisions of the account; 0 for a "
        "contact who is on no map that you may see. Empty when the link does not hold "
        "today, or when our person has a stronger tie to the same contact.",
    )
    contact_weight = NullableFloat(
        compute="_compute_contact_place",
        search=search_through_sql("contact_weight"),
        digits=(16, 2),
        aggregator="avg",
        help="The contact's weight on the map of the account.",
    )
    contact_role_id = fields.Many2one(
        "relationship.role",
        compute="_compute_contact_place",
        search=search_through_sql("contact_role_id"),
    )
    contact_level = fields.Selection(
        LEVELS,
        compute="_compute_contact_place",
        search=search_through_sql("contact_level"),
    )
    contact_is_key_player = fields.Boolean(
        "Key Player",
        compute="_compute_contact_place",
        search=search_through_sql("contact_is_key_player"),
    )
    contact_is_decider = fields.Boolean(
        "Decides",
        compute="_compute_contact_place",
        search=search_through_sql("contact_is_decider"),
    )
    key_contact_id = fields.Many2one(
        "res.partner",
        "Key People",
        compute="_compute_contact_place",
        search=search_through_sql("key_contact_id"),
        help="The contact, if a key player; counted, the key people reached.",
    )
    deciding_contact_id = fields.Many2one(
        "res.partner",
        "Deciders",
        compute="_compute_contact_place",
        search=search_through_sql("deciding_contact_id"),
        help="The contact, if they decide or approve; counted, the deciders reached.",
    )

    # ------------------------------------------------------------------ domains

    @api.model
    def _get_valid_domain(self):
        """Domain of the links that hold today."""
        today = fields.Date.context_today(self)
        return (
            Domain("date_start", "=", False) | Domain("date_start", "<=", today)
        ) & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))

    @api.model
    def _get_connection_domain(self):
        """Domain of the connections of our people that hold today."""
        return (
            Domain("is_connection", "=", True)
            & Domain("kind", "!=", "conflict")
            & self._get_valid_domain()
        )

    @api.model
    def _get_place_domain(self):
        """Domain of the people on maps of accounts, where weight and level are read."""
        return Domain("lead_id", "=", False) & Domain("map_id.active", "=", True)

    # ------------------------------------------------------------------ compute

    @api.depends("contact_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_contact_place(self):
        places = self._get_places(self.contact_id)
        for link in self:
            place = places.get((link.contact_id._origin, link.company_id))
            for field_name, column in PLACE_FIELDS.items():
                link[field_name] = place and place[column]
            for field_name, column in REACH_FIELDS.items():
                link[field_name] = place and place[column] and link.contact_id

    @api.depends("is_strongest", "strength", "contact_weight")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_connection_value(self):
        for link in self:
            value = link.strength * (link.contact_weight or 0.0)
            link.connection_value = link.is_strongest and value

    @api.depends(
        "strength", "kind", "is_connection", "date_start", "date_end", "active"
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_strongest(self):
        strongest = {}
        if self.contact_id.ids:
            domain = Domain("contact_id", "in", self.contact_id.ids)
            domain &= Domain("own_partner_id", "in", self.own_partner_id.ids)
            keys = ["own_partner_id", "contact_id", "company_id"]
            for link in self.search_fetch(
                self._get_connection_domain() & domain, keys, order="strength, id desc"
            ):
                strongest[tuple(link[key] for key in keys)] = link
        strongest = self.browse().union(*strongest.values())
        for link in self:
            link.is_strongest = link._origin in strongest

    @api.model
    def _get_places(self, contacts):
        """Where contacts stand on the maps of their own accounts.

        :return: ``{(contact, company): stakeholder}``, as far as the user sees the maps
        """
        people = self.env["relationship.stakeholder"]
        if contacts.ids:
            people = people.search_fetch(
                self._get_place_domain() & Domain("partner_id", "in", contacts.ids),
                [*PLACE_KEYS, *PLACE_FIELDS.values()],
            )
        return {
            (person.partner_id, person.company_id): person
            for person in people
            if person.account_id == person.partner_id.commercial_partner_id
        }

    # ------------------------------------------------ reading through the maps

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort, group and sum by what the visible maps say."""
        get_sql = query is not None and self._get_connection_sql().get(field_expr)
        if not get_sql:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        return get_sql(alias, query)

    def _get_connection_sql(self):
        """The fields of this file, and what gives their SQL."""
        return {
            **{name: self._sql_of_place(col) for name, col in PLACE_FIELDS.items()},
            **{name: self._sql_of_reach(col) for name, col in REACH_FIELDS.items()},
            "is_strongest": self._sql_is_strongest,
            "connection_value": self._sql_connection_value,
        }

    def _sql_of_place(self, column):
        return lambda alias, query: SQL.identifier(
            self._join_place(alias, query), column
        )

    def _sql_of_reach(self, column):
        return lambda alias, query: SQL(
            "CASE WHEN %s THEN %s END",
            self._sql_of_place(column)(alias, query),
            self._field_to_sql(alias, "contact_id", query),
        )

    def _sql_is_strongest(self, alias, query):
        rows = SQL(
            """(SELECT DISTINCT ON (own_partner_id, contact_id, company_id) id
                FROM %s AS tie
                ORDER BY own_partner_id, contact_id, company_id, strength DESC, id)""",
            visible_rows(
                self.env[self._name],
                self._get_connection_domain(),
                ["id", "own_partner_id", "contact_id", "company_id", "strength"],
            ),
        )
        joined = join_rows(self, alias, query, "strongest", rows, {"id": "id"})
        return SQL("(%s IS NOT NULL)", SQL.identifier(joined, "id"))

    def _sql_connection_value(self, alias, query):
        return SQL(
            "CASE WHEN %s THEN %s * COALESCE(%s, 0) END",
            self._sql_is_strongest(alias, query),
            self._field_to_sql(alias, "strength", query),
            self._sql_of_place("weight")(alias, query),
        )

    def _join_place(self, alias, query):
        rows = visible_rows(
            self.env["relationship.stakeholder"],
            self._get_place_domain(),
            [*PLACE_KEYS, *PLACE_FIELDS.values()],
        )
        return join_rows(self, alias, query, "place", rows, PLACE_KEYS)

    # ------------------------------------------------------------------ figures

    @api.model
    def _get_connection_figures(self, domain=None):
        """What the connections of each of our people are worth today.

        A contact counts once per person, with the strongest tie.

        :param domain: which links, all when None
        :return: ``{own person: ConnectionFigures}``, as far as the user may see links
            and maps
        """
        rows = self._read_group(
            Domain(domain or Domain.TRUE) & Domain("is_strongest", "=", True),
            ["own_partner_id"],
            [
                "contact_id:count_distinct",
                "strength:avg",
                "key_contact_id:count_distinct",
                "deciding_contact_id:count_distinct",
                "contact_account_id:count_distinct",
                "connection_value:sum",
            ],
        )
        return {person: ConnectionFigures(*figures) for person, *figures in rows}
