from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import signal as rules

# How many users the nightly run takes between two commits.
BATCH_SIZE = 500
COUNTS = {
    "mail_in": "mails_in",
    "mail_out": "mails_out",
    "meeting": "meetings",
    "activity": "activities",
}
FIGURES = (
    "user_id",
    "account_id",
    "last_contact",
    *COUNTS.values(),
    "recency",
    "frequency",
    "two_way",
    "depth",
    "score",
    "suggested_strength",
)


class RelationshipSignal(models.Model):
    """How close one of our people and a contact seem, from what Odoo already holds.

    Computed every night from who wrote to whom, who met and who did an activity, over
    the last year. Only who, when and of which kind is read, never what was said.
    """

    _name = "relationship.signal"
    _description = "Relationship Signal"
    _log_access = False
    _order = "score desc, id"
    _rec_name = "contact_id"

    own_partner_id = fields.Many2one(
        "res.partner", "Our Person", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", index="btree_not_null", ondelete="cascade")
    contact_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        help="The contact's company, else the main company of our person.",
    )
    last_contact = fields.Datetime()
    mails_in = fields.Integer("Mails Received")
    mails_out = fields.Integer("Mails Sent")
    meetings = fields.Integer()
    activities = fields.Integer()
    recency = fields.Float(aggregator="avg", help="100 today, half of it in 90 days.")
    frequency = fields.Float(
        aggregator="avg", help="How often, old contacts counting less."
    )
    two_way = fields.Float(
        "Two-Way",
        aggregator="avg",
        help="100 when both sides turn to each other equally often.",
    )
    depth = fields.Float(
        aggregator="avg",
        help="Meetings count most, then activities such as calls, then mails.",
    )
    score = fields.Float(
        aggregator="avg",
        help="35 % recency, 30 % frequency, 20 % two-way, 15 % depth.",
    )
    suggested_strength = fields.Integer(
        aggregator="avg", help="The strength, from 1 to 5, that the score stands for."
    )

    _pair_uniq = models.UniqueIndex(
        "(own_partner_id, contact_id, company_id)",
        "This pair has its signal already.",
    )

    # ----------------------------------------------------------------- refresh

    @api.model
    def _cron_refresh(self):
        """Bring the signals of everybody up to date, committed in batches of users.

        A batch is written in one statement: what a run that broke off did not reach
        keeps its old figures until the next one.
        """
        # Of who has left, to take their signals away.
        users = self.env["res.users"].with_context(active_test=False)
        users = users.search([("share", "=", False)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), BATCH_SIZE):
            batch = users[start : start + BATCH_SIZE]
            self._refresh(batch)
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _refresh(self, users=None):
        """Compute the signals of these users anew; on one day the same gives the same.

        Users who opted out have none. Links that follow a signal get its strength.

        :param users: ``res.users``, everybody when omitted
        """
        if users is None:
            users = self.env["res.users"].with_context(active_test=False).search([])
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH pair AS (%(pairs)s),
                part AS (%(parts)s),
                score AS (SELECT part.*, %(score)s AS score FROM part),
                fresh AS (
                    SELECT score.*, LEAST(5, 1 + FLOOR(score / 20))::integer
                           AS suggested_strength
                      FROM score
                ),
                gone AS (
                    DELETE FROM relationship_signal old
                     WHERE old.user_id = ANY(%(user_ids)s) AND NOT EXISTS (
                        SELECT FROM fresh
                         WHERE fresh.own_partner_id = old.own_partner_id
                           AND fresh.contact_id = old.contact_id
                           AND fresh.company_id = old.company_id
                     )
                )
                INSERT INTO relationship_signal AS old (
                    own_partner_id, contact_id, company_id, %(columns)s
                )
                SELECT own_partner_id, contact_id, company_id, %(columns)s FROM fresh
                    ON CONFLICT (own_partner_id, contact_id, company_id)
                    DO UPDATE SET (%(columns)s) = ROW(%(new)s)
                 WHERE (%(current)s) IS DISTINCT FROM (%(new)s)
                """,
                pairs=self._sql_pairs(users),
                parts=self._sql_parts(),
                score=self._sql_score(),
                user_ids=users.ids,
                columns=SQL(", ").join(map(SQL.identifier, FIGURES)),
                new=SQL(", ").join(SQL.identifier("excluded", n) for n in FIGURES),
                current=SQL(", ").join(SQL.identifier("old", n) for n in FIGURES),
            )
        )
        self.invalidate_model()
        self.env["relationship.link"]._follow_signals(users)

    def _sql_pairs(self, users):
        """How often each pair had each kind of contact on each day of the last year.

        A meeting may stand in the calendar and among the activities: one a day counts.
        """
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT encounter.own_partner_id, encounter.user_id, encounter.contact_id,
                   encounter.account_id, encounter.company_id, encounter.kind,
                   MAX(encounter.date) AS date,
                   POWER(
                        0.5::float8,
                        (%(today)s::date - encounter.date::date) / %(half_life)s::float8
                   ) AS decay,
                   CASE encounter.kind WHEN 'meeting' THEN 1 ELSE COUNT(*) END AS times
              FROM (%(encounters)s) encounter
             GROUP BY encounter.own_partner_id, encounter.user_id,
                      encounter.contact_id, encounter.account_id,
                      encounter.company_id, encounter.kind, encounter.date::date
            """,
            today=now.date(),
            half_life=rules.HALF_LIFE,
            encounters=self.env["relationship.encounter"]._sql_encounters(
                users, fields.Datetime.subtract(now, years=1), now
            ),
        )

    def _sql_parts(self):
        """The parts of the signal of each pair; see ``tools/signal.py``."""
        deep = SQL(
            "(CASE kind %s END)::float8",
            SQL(" ").join(
                SQL("WHEN %s THEN %s", kind, depth)
                for kind, depth in rules.DEPTHS.items()
            ),
        )
        inward = SQL("SUM(times) FILTER (WHERE kind = ANY(%s))", list(rules.INWARD))
        outward = SQL("SUM(times) FILTER (WHERE kind = ANY(%s))", list(rules.OUTWARD))
        parts = {
            "recency": SQL("MAX(decay)"),
            "frequency": SQL(
                "1 - POWER(0.5::float8, SUM(times * decay) / %s)", rules.HALF_FREQUENCY
            ),
            "two_way": SQL(
                "2.0 * LEAST(%(in)s, %(out)s) / (%(in)s + %(out)s)",
                **{
                    "in": SQL("COALESCE(%s, 0)", inward),
                    "out": SQL("COALESCE(%s, 0)", outward),
                },
            ),
            "depth": SQL(
                "1 - POWER(0.5::float8, SUM(times * %s * decay) / %s)",
                deep,
                rules.HALF_DEPTH,
            ),
        }
        return SQL(
            """
            SELECT own_partner_id, user_id, contact_id, account_id, company_id,
                   MAX(date) AS last_contact, %(counts)s, %(parts)s
              FROM pair
             GROUP BY own_partner_id, user_id, contact_id, account_id, company_id
            """,
            counts=SQL(", ").join(
                SQL(
                    "COALESCE(SUM(times) FILTER (WHERE kind = %s), 0) AS %s",
                    kind,
                    SQL.identifier(column),
                )
                for kind, column in COUNTS.items()
            ),
            parts=SQL(", ").join(
                SQL("%s AS %s", self._sql_percent(value), SQL.identifier(name))
                for name, value in parts.items()
            ),
        )

    def _sql_score(self):
        total = SQL(" + ").join(
            SQL("%s * %s", weight, SQL.identifier(name))
            for name, weight in rules.WEIGHTS.items()
        )
        return SQL("ROUND((%s)::numeric, %s)::double precision", total, rules.DIGITS)

    def _sql_percent(self, value):
        # Rounded: the order in which PostgreSQL adds floats is not always the same.
        return SQL(
            "ROUND((100 * (%s))::numeric, %s)::double precision", value, rules.DIGITS
        )
