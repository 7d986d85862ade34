from odoo import api, fields, models
from odoo.tools import SQL

from .nullable_float import NullableFloat
from .visible_join import join_rows, search_through_sql, visible_rows

# Fields of a connection, and of the signal that they are read from.
SIGNAL_FIELDS = {
    "signal": "score",
    "signal_recency": "recency",
    "signal_frequency": "frequency",
    "signal_two_way": "two_way",
    "signal_depth": "depth",
    "suggested_strength": "suggested_strength",
    "last_contact": "last_contact",
}
SIGNAL_KEYS = {
    "own_partner_id": "own_partner_id",
    "contact_id": "contact_id",
    "company_id": "company_id",
}


class RelationshipLink(models.Model):
    """What mails, meetings and activities say about a connection.

    The signal stands beside the strength. A link that follows it gets its strength from
    it every night, until somebody sets the strength by hand: that wins.
    """

    _inherit = "relationship.link"

    signal_id = fields.Many2one(
        "relationship.signal",
        "Signal Details",
        compute="_compute_signal",
        export_string_translation=False,
    )
    signal = NullableFloat(
        compute="_compute_signal",
        search=search_through_sql("signal"),
        digits=(16, 0),
        aggregator="avg",
        help="From 0 to 100, from the mails, meetings and activities of the last year; "
        "empty when there were none.",
    )
    signal_recency = NullableFloat(
        "Recency",
        compute="_compute_signal",
        help="100 for a contact today; half of it is left after 90 days.",
    )
    signal_frequency = NullableFloat(
        "Frequency",
        compute="_compute_signal",
        help="How often they are in contact; old contacts count less.",
    )
    signal_two_way = NullableFloat(
        "Two-Way",
        compute="_compute_signal",
        help="100 when both turn to each other equally often.",
    )
    signal_depth = NullableFloat(
        "Depth",
        compute="_compute_signal",
        help="Meetings count most, then activities such as calls, then mails.",
    )
    suggested_strength = fields.Integer(
        compute="_compute_signal", aggregator=None, help="What the signal stands for."
    )
    last_contact = fields.Datetime(
        compute="_compute_signal", search=search_through_sql("last_contact")
    )
    follows_signal = fields.Boolean(
        help="Every night the strength is set to what mails, meetings and activities "
        "say. Setting the strength by hand ends it."
    )

    # ------------------------------------------------------------------ compute

    @api.depends("own_partner_id", "contact_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_signal(self):
        signals = self._get_signals()
        for link in self:
            key = link.own_partner_id, link.contact_id, link.company_id
            link.signal_id = signal = signals.get(key)
            for field_name, column in SIGNAL_FIELDS.items():
                link[field_name] = signal and signal[column]

    def _get_signals(self):
        """The signals of these connections that the user may see.

        :return: ``{(our person, contact, company): signal}``
        """
        signals = self.env["relationship.signal"]
        if self.contact_id.ids:
            signals = signals.search_fetch(
                [
                    ("own_partner_id", "in", self.own_partner_id.ids),
                    ("contact_id", "in", self.contact_id.ids),
                ]
            )
        return {
            (signal.own_partner_id, signal.contact_id, signal.company_id): signal
            for signal in signals
        }

    def _get_connection_sql(self):
        return {
            **super()._get_connection_sql(),
            "signal": self._sql_of_signal("score"),
            "last_contact": self._sql_of_signal("last_contact"),
        }

    def _sql_of_signal(self, column):
        return lambda alias, query: SQL.identifier(
            self._join_signal(alias, query), column
        )

    def _join_signal(self, alias, query):
        columns = [*SIGNAL_KEYS, "score", "last_contact"]
        rows = visible_rows(self.env["relationship.signal"], [], columns)
        return join_rows(self, alias, query, "signal", rows, SIGNAL_KEYS)

    # ---------------------------------------------------------------- following

    def write(self, vals):
        if "strength" in vals and not self.env.context.get("relationship_signal"):
            vals = {"follows_signal": False, **vals}
        return super().write(vals)

    def _follow_signals(self, users):
        """Give links that follow a signal its strength, if that changed.

        :param users: ``res.users`` whose links to look at
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT signal.suggested_strength, ARRAY_AGG(link.id)
                  FROM relationship_link link
                  JOIN relationship_signal signal USING (
                    own_partner_id, contact_id, company_id
                  )
                 WHERE link.follows_signal AND link.active
                   AND signal.user_id = ANY(%s)
                   AND signal.suggested_strength <> link.strength
                 GROUP BY signal.suggested_strength
                """,
                users.ids,
            )
        )
        for strength, ids in rows:
            links = self.browse(ids).with_context(relationship_signal=True)
            links.strength = strength

    def action_follow_signal(self):
        """Let the strength of these connections follow their signal from now on."""
        for link in self:
            link.write(
                {
                    "follows_signal": True,
                    "strength": link.suggested_strength or link.strength,
                }
            )
