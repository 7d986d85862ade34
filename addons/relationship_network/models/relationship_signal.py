from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import signal as rules

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
        """Bring the signals of every user up to date, committed in batches of users."""
        users = self.env["res.users"].search([("share", "=", False)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), 500):
            batch = users[start : start + 500]
            self._refresh(batch)
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _refresh(self, users):
        """Compute the signals of these users anew; the same again changes nothing.

        Users who opted out have none.

        :param users: ``res.users``
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH own AS MATERIALIZED (%(own)s),
                contact AS MATERIALIZED (%(contacts)s),
                pair AS (%(pairs)s),
                part AS (%(parts)s),
                fresh AS (
                    SELECT part.*, LEAST(5, 1 + FLOOR(score / 20))::integer
                           AS suggested_strength
                      FROM (SELECT part.*, %(score)s AS score FROM part) part
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
                own=self._sql_own(users),
                contacts=self._sql_contacts(),
                pairs=self._sql_pairs(),
                parts=self._sql_parts(),
                score=SQL(" + ").join(
                    SQL("%s * %s", weight, SQL.identifier(name))
                    for name, weight in rules.WEIGHTS.items()
                ),
                user_ids=users.ids,
                columns=SQL(", ").join(map(SQL.identifier, FIGURES)),
                new=SQL(", ").join(SQL.identifier("excluded", n) for n in FIGURES),
                current=SQL(", ").join(SQL.identifier("old", n) for n in FIGURES),
            )
        )
        self.invalidate_model()

    def _sql_own(self, users):
        """The users whose contacts count, with the person they are."""
        return SQL(
            """
            SELECT id AS user_id, partner_id, company_id FROM res_users
             WHERE id = ANY(%s) AND active AND NOT share
               AND NOT COALESCE(relationship_signal_opt_out, FALSE)
            """,
            users.ids,
        )

    def _sql_contacts(self):
        """Each contact of the last year: our person, the other, the kind and when.

        A mail reaches whom it was addressed to or who was notified of it. Notes among
        colleagues are none, because people outside do not get them.
        """
        return SQL(
            """
            WITH message AS (
                SELECT id, author_id, date,
                       CASE WHEN mail_activity_type_id IS NULL THEN 'mail'
                            ELSE 'activity' END AS kind,
                       model, res_id
                  FROM mail_message
                 WHERE date BETWEEN %(since)s AND %(now)s AND author_id IS NOT NULL
                   AND (
                    mail_activity_type_id IS NOT NULL
                    OR message_type IN ('email', 'email_outgoing', 'comment')
                   )
            ),
            reached AS (
                SELECT mail_message_id AS message_id, res_partner_id AS partner_id
                  FROM mail_notification WHERE res_partner_id IS NOT NULL
                 UNION
                SELECT mail_message_id, res_partner_id FROM mail_message_res_partner_rel
            )
            SELECT own.user_id, reached.partner_id AS contact_id, message.date,
                   'mail_out' AS kind
              FROM own
              JOIN message ON message.author_id = own.partner_id
               AND message.kind = 'mail'
              JOIN reached ON reached.message_id = message.id
             UNION ALL
            SELECT own.user_id, message.author_id, message.date, 'mail_in'
              FROM own
              JOIN reached ON reached.partner_id = own.partner_id
              JOIN message ON message.id = reached.message_id AND message.kind = 'mail'
             UNION ALL
            SELECT own.user_id, guest.partner_id, event.stop, 'meeting'
              FROM own
              JOIN calendar_attendee host ON host.partner_id = own.partner_id
               AND host.state <> 'declined'
              JOIN calendar_event event ON event.id = host.event_id AND event.active
               AND event.stop BETWEEN %(since)s AND %(now)s
              JOIN calendar_attendee guest ON guest.event_id = event.id
               AND guest.state <> 'declined'
             UNION ALL
            SELECT own.user_id,
                   COALESCE(partner.id, person.partner_id, lead.partner_id),
                   message.date, 'activity'
              FROM own
              JOIN message ON message.author_id = own.partner_id
               AND message.kind = 'activity'
              LEFT JOIN res_partner partner
                ON message.model = 'res.partner' AND partner.id = message.res_id
              LEFT JOIN relationship_stakeholder person
                ON message.model = 'relationship.stakeholder'
               AND person.id = message.res_id
              LEFT JOIN crm_lead lead
                ON message.model = 'crm.lead' AND lead.id = message.res_id
            """,
            now=fields.Datetime.now(),
            since=fields.Datetime.subtract(fields.Datetime.now(), years=1),
        )

    def _sql_pairs(self):
        """The contacts with people outside, with pair and company they count for."""
        return SQL(
            """
            SELECT own.partner_id AS own_partner_id, own.user_id,
                   other.id AS contact_id, other.commercial_partner_id AS account_id,
                   COALESCE(other.company_id, own.company_id) AS company_id,
                   contact.kind, contact.date,
                   EXTRACT(EPOCH FROM %(now)s - contact.date) / 86400.0 AS age
              FROM contact
              JOIN own USING (user_id)
              JOIN res_partner other ON other.id = contact.contact_id
             WHERE other.active AND other.partner_share AND NOT other.is_company
            """,
            now=fields.Datetime.now(),
        )

    def _sql_parts(self):
        """The parts of the signal of each pair; see ``tools/signal.py``."""
        decay = SQL("POWER(0.5, age / %s)", rules.HALF_LIFE)
        deep = SQL(
            "CASE kind %s END",
            SQL(" ").join(
                SQL("WHEN %s THEN %s", kind, depth)
                for kind, depth in rules.DEPTHS.items()
            ),
        )
        inward = SQL("COUNT(*) FILTER (WHERE kind = ANY(%s))", list(rules.INWARD))
        outward = SQL("COUNT(*) FILTER (WHERE kind = ANY(%s))", list(rules.OUTWARD))
        return SQL(
            """
            SELECT own_partner_id, user_id, contact_id, account_id, company_id,
                   MAX(date) AS last_contact, %(counts)s,
                   100 * MAX(%(decay)s) AS recency,
                   100 * (1 - POWER(0.5, SUM(%(decay)s) / %(half_frequency)s))
                       AS frequency,
                   200.0 * LEAST(%(inward)s, %(outward)s) / (%(inward)s + %(outward)s)
                       AS two_way,
                   100 * (1 - POWER(0.5, SUM(%(deep)s * %(decay)s) / %(half_depth)s))
                       AS depth
              FROM pair
             GROUP BY own_partner_id, user_id, contact_id, account_id, company_id
            """,
            counts=SQL(", ").join(
                SQL(
                    "COUNT(*) FILTER (WHERE kind = %s) AS %s",
                    kind,
                    SQL.identifier(column),
                )
                for kind, column in COUNTS.items()
            ),
            decay=decay,
            deep=deep,
            inward=inward,
            outward=outward,
            half_frequency=rules.HALF_FREQUENCY,
            half_depth=rules.HALF_DEPTH,
        )
