import re
from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.mail_domains import company_domains, mail_domain
from .relationship_encounter import FAILED


class MetPerson(NamedTuple):
    """Somebody of an account who was met: a contact, or only an e-mail address."""

    partner_id: int | None
    name: str | None
    email: str | None
    mails: int
    meetings: int
    last_contact: datetime
    user_ids: list[int]
    is_hidden: bool = False


class RelationshipPeopleSearch(models.AbstractModel):
    """Finds people of an account who were met by mail or in meetings.

    Mails and meetings are read whoever may read them, but only who took part and when,
    which every colleague who works with the account sees in the signals as well. What
    was said is never read. Users who opted out do not count.
    """

    _name = "relationship.people.search"
    _description = "Search for Unknown People"

    @api.model
    def _find(self, relationship_map, domains):
        """Who was met in the last year and is on no map of the account.

        :param relationship_map: map of the account or of one of its opportunities
        :param domains: mail domains of the account
        :return: list of :class:`MetPerson`, who was met last first
        """
        relationship_map.check_access("read")
        self.env.flush_all()
        people = self._find_contacts(relationship_map)
        if domains:
            people += self._find_addresses(relationship_map, domains)
        return sorted(people, key=lambda person: person.last_contact, reverse=True)

    @api.model
    def _get_mail_domains(self, relationship_map):
        """The mail domains of the account; see ``tools/mail_domains.py``."""
        account = relationship_map.account_id
        contacts = self.env["res.partner"].search_fetch(
            [("commercial_partner_id", "=", account.id), ("email", "!=", False)],
            ["email_normalized"],
        )
        company = relationship_map.company_id.sudo()
        aliases = company.alias_domain_id.name
        return company_domains(
            account.email_normalized,
            account.website,
            contacts.mapped("email_normalized"),
            foreign=[mail_domain(company.email), aliases],
        )

    # ----------------------------------------------------------------- contacts

    def _find_contacts(self, relationship_map):
        known = relationship_map._get_known_partner_ids()[relationship_map]
        hidden = self._get_hidden(relationship_map).partner_id
        contacts = self.env["res.partner"].search(
            [
                ("commercial_partner_id", "=", relationship_map.account_id.id),
                ("is_company", "=", False),
                ("partner_share", "=", True),
                ("id", "not in", list(known - set(hidden.ids))),
            ]
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH own AS MATERIALIZED (%(own)s),
                contact AS MATERIALIZED (
                    SELECT id, company_id FROM res_partner WHERE id = ANY(%(ids)s)
                ),
                message AS MATERIALIZED (%(messages)s),
                met AS (
                    SELECT message.contact_id, 'mail' AS kind, message.id, message.date,
                           party.partner_id
                      FROM message
                      JOIN (%(parties)s) party ON party.message_id = message.id
                     UNION
                    %(meetings)s
                )
                SELECT met.contact_id,
                       COUNT(DISTINCT met.id) FILTER (WHERE met.kind = 'mail'),
                       COUNT(DISTINCT met.id) FILTER (WHERE met.kind = 'meeting'),
                       MAX(met.date), ARRAY_AGG(DISTINCT own.user_id)
                  FROM met
                  JOIN own ON own.partner_id = met.partner_id
                  JOIN contact ON contact.id = met.contact_id
                 WHERE COALESCE(contact.company_id, own.company_id) = %(company_id)s
                 GROUP BY met.contact_id
                """,
                own=self._sql_own(),
                ids=contacts.ids,
                messages=self._sql_contact_messages(),
                parties=self._sql_parties(),
                meetings=self._sql_meetings(),
                company_id=relationship_map.company_id.id,
            )
        )
        by_id = {contact.id: contact for contact in contacts}
        return [
            MetPerson(
                contact_id,
                by_id[contact_id].name or by_id[contact_id].display_name,
                by_id[contact_id].email,
                *figures,
                is_hidden=by_id[contact_id] in hidden,
            )
            for contact_id, *figures in rows
        ]

    def _sql_contact_messages(self):
        """The mails that a contact wrote or got, as addressee or in copy."""
        return SQL(
            """
            SELECT contact.id AS contact_id, message.id, message.date, message.author_id
              FROM contact
              JOIN (%(parts)s) part ON part.partner_id = contact.id
              JOIN mail_message message ON message.id = part.message_id
             WHERE %(is_mail)s
            """,
            parts=self._sql_contact_parts(),
            is_mail=self._sql_is_mail(),
        )

    def _sql_contact_parts(self):
        """Which messages each ``contact`` wrote or got."""
        return SQL(
            """
            SELECT id AS message_id, author_id AS partner_id FROM mail_message
             WHERE author_id IN (SELECT id FROM contact)
             UNION
            %s
            """,
            self._sql_reached(SQL("res_partner_id IN (SELECT id FROM contact)")),
        )

    def _sql_parties(self):
        """Who wrote or got a ``message``."""
        return SQL(
            """
            SELECT id AS message_id, author_id AS partner_id FROM message
             UNION
            %s
            """,
            self._sql_reached(SQL("mail_message_id IN (SELECT id FROM message)")),
        )

    def _sql_reached(self, condition):
        """Whom mails reached, where a condition on message or partner holds."""
        return SQL(
            """
            SELECT mail_message_id AS message_id, res_partner_id AS partner_id
              FROM mail_message_res_partner_rel WHERE %(condition)s
             UNION
            SELECT mail_message_id, res_partner_id FROM mail_notification
             WHERE %(condition)s AND res_partner_id IS NOT NULL
               AND notification_type IN ('email', 'inbox')
               AND NOT COALESCE(notification_status = ANY(%(failed)s), FALSE)
            """,
            condition=condition,
            failed=FAILED,
        )

    def _sql_meetings(self):
        return SQL(
            """
            SELECT guest.partner_id, 'meeting', event.id, event.stop, host.partner_id
              FROM calendar_attendee guest
              JOIN calendar_event event ON event.id = guest.event_id AND event.active
               AND event.stop BETWEEN %s AND %s
              JOIN calendar_attendee host ON host.event_id = event.id
               AND host.state <> 'declined'
             WHERE guest.partner_id IN (SELECT id FROM contact)
               AND guest.state <> 'declined'
            """,
            *self._get_period(),
        )

    # ---------------------------------------------------------------- addresses

    def _find_addresses(self, relationship_map, domains):
        """Addresses of the domains without contact, in mails of the last year.

        Looked for where somebody unknown writes, and where a contact of the account
        takes part: every other mail would have to be searched without an index.
        """
        hidden = set(self._get_hidden(relationship_map).mapped("email"))
        pattern = "|".join(map(re.escape, domains))
        # Not the beginning of a longer domain.
        end = r"(?![\w-]|\.\w)"
        rows = self.env.execute_query(
            SQL(
                """
                WITH own AS MATERIALIZED (%(own)s),
                contact AS (%(contacts)s),
                candidate AS (
                    SELECT id FROM mail_message WHERE author_id IS NULL
                     UNION
                    SELECT message_id FROM (%(parts)s) part
                ),
                message AS MATERIALIZED (
                    SELECT message.id, message.date, message.author_id,
                           LOWER(found.parts[2]) AS email,
                           NULLIF(TRIM(found.parts[1]), '') AS name
                      FROM candidate
                      JOIN mail_message message USING (id)
                     CROSS JOIN LATERAL REGEXP_MATCHES(
                        CONCAT_WS(
                            ', ', message.email_from, message.incoming_email_to,
                            message.incoming_email_cc, message.outgoing_email_to
                        ),
                        %(address)s, 'gi'
                     ) AS found (parts)
                     WHERE %(is_mail)s AND CONCAT_WS(
                        ', ', message.email_from, message.incoming_email_to,
                        message.incoming_email_cc, message.outgoing_email_to
                     ) ~* %(pattern)s
                )
                SELECT MAX(message.name), message.email, COUNT(DISTINCT message.id), 0,
                       MAX(message.date), ARRAY_AGG(DISTINCT own.user_id)
                  FROM message
                  JOIN (%(parties)s) party ON party.message_id = message.id
                  JOIN own ON own.partner_id = party.partner_id
                 WHERE own.company_id = %(company_id)s AND NOT EXISTS (
                    SELECT FROM res_partner
                     WHERE res_partner.email_normalized = message.email
                 )
                 GROUP BY message.email
                """,
                own=self._sql_own(),
                contacts=SQL(
                    "SELECT id FROM res_partner WHERE commercial_partner_id = %s",
                    relationship_map.account_id.id,
                ),
                parts=self._sql_contact_parts(),
                is_mail=self._sql_is_mail(),
                address=rf'(?:"?([^"<>,;@]*?)"?\s*<)?([^\s<>,;:"()]+@(?:{pattern})){end}',
                pattern=rf"@({pattern}){end}",
                parties=self._sql_parties(),
                company_id=relationship_map.company_id.id,
            )
        )
        return [
            MetPerson(None, name, email, *figures, is_hidden=email in hidden)
            for name, email, *figures in rows
        ]

    # ------------------------------------------------------------------ helpers

    def _get_hidden(self, relationship_map):
        hidden = self.env["relationship.people.hidden"]._get_hidden(relationship_map)
        return hidden.filtered(
            lambda record: (
                record.account_id == relationship_map.account_id
                and record.company_id == relationship_map.company_id
            )
        )

    def _sql_own(self):
        # Colleagues whom the user may not read met people as well.
        users = self.env["res.users"].sudo().search([("share", "=", False)])
        return self.env["relationship.encounter"]._sql_own(users)

    def _sql_is_mail(self):
        return SQL(
            "message.message_type IN ('email', 'comment') "
            "AND message.mail_activity_type_id IS NULL "
            "AND message.date BETWEEN %s AND %s",
            *self._get_period(),
        )

    def _get_period(self):
        now = fields.Datetime.now()
        return fields.Datetime.subtract(now, years=1), now
