from odoo import models
from odoo.tools import SQL

FAILED = ["bounce", "exception", "canceled"]


class RelationshipEncounter(models.AbstractModel):
    """When our people and contacts wrote to each other, met, or had something done.

    Only metadata is read: who, when and of which kind, never what was said. Users who
    opted out do not appear.
    """

    _name = "relationship.encounter"
    _description = "Mails, Meetings and Activities"

    def _sql_encounters(self, users, since, until):
        """Each encounter of one of our people with a person outside.

        A mail reaches whom it is addressed to, and who is notified of it, unless that
        failed; comments reach only who is notified. So a note among colleagues is no
        encounter. Mass mailings are none either. A meeting counts for who did not
        decline it. A done activity counts when it is about the contact, their place on
        a map, or an opportunity of theirs.

        :param users: ``res.users``
        :param since, until: datetimes in between which they lie
        :return: SQL of ``own_partner_id, user_id, contact_id, account_id, company_id,
            kind, date, activity_type_id``; kind is ``mail_in``, ``mail_out``,
            ``meeting`` or ``activity``
        """
        return SQL(
            """
            WITH own AS MATERIALIZED (%(own)s),
            message AS MATERIALIZED (%(messages)s),
            reached AS (%(reached)s),
            contact AS (
                SELECT own.user_id, reached.partner_id AS contact_id, message.date,
                       'mail_out' AS kind, %(mail_type)s::integer AS activity_type_id
                  FROM own
                  JOIN message ON message.author_id = own.partner_id
                  JOIN reached ON reached.message_id = message.id
                 UNION ALL
                SELECT own.user_id, message.author_id, message.date, 'mail_in', NULL
                  FROM own
                  JOIN reached ON reached.partner_id = own.partner_id
                  JOIN message ON message.id = reached.message_id
                 UNION ALL
                %(meetings)s
                 UNION ALL
                %(activities)s
            )
            SELECT own.partner_id AS own_partner_id, own.user_id,
                   other.id AS contact_id, other.commercial_partner_id AS account_id,
                   COALESCE(other.company_id, own.company_id) AS company_id,
                   contact.kind, contact.date, contact.activity_type_id
              FROM contact
              JOIN own USING (user_id)
              JOIN res_partner other ON other.id = contact.contact_id
             WHERE other.active AND other.partner_share AND NOT other.is_company
            """,
            own=self._sql_own(users),
            mail_type=self._get_activity_type("email") or None,
            messages=self._sql_messages(since, until),
            reached=self._sql_reached(),
            meetings=self._sql_meetings(since, until),
            activities=self._sql_activities(since, until),
        )

    def _sql_own(self, users):
        """The users whose encounters count, with the person they are."""
        return SQL(
            """
            SELECT id AS user_id, partner_id, company_id FROM res_users
             WHERE id = ANY(%s) AND active AND NOT share
               AND NOT COALESCE(relationship_signal_opt_out, FALSE)
            """,
            users.ids,
        )

    def _sql_messages(self, since, until):
        return SQL(
            """
            SELECT id, author_id, date, message_type FROM mail_message
             WHERE date BETWEEN %s AND %s AND author_id IS NOT NULL
               AND mail_activity_type_id IS NULL
               AND message_type IN ('email', 'comment')
            """,
            since,
            until,
        )

    def _sql_reached(self):
        """Whom the messages reached. Notifications of colleagues do not last, hence
        the recipients of mails as well."""
        return SQL(
            """
            SELECT notice.mail_message_id AS message_id,
                   notice.res_partner_id AS partner_id
              FROM mail_notification notice
              JOIN message ON message.id = notice.mail_message_id
             WHERE notice.res_partner_id IS NOT NULL
               AND notice.notification_type IN ('email', 'inbox')
               AND NOT COALESCE(notice.notification_status = ANY(%s), FALSE)
             UNION
            SELECT recipient.mail_message_id, recipient.res_partner_id
              FROM mail_message_res_partner_rel recipient
              JOIN message ON message.id = recipient.mail_message_id
             WHERE message.message_type = 'email'
            """,
            FAILED,
        )

    def _sql_meetings(self, since, until):
        return SQL(
            """
            SELECT own.user_id, guest.partner_id, event.stop, 'meeting', %(type)s
              FROM own
              JOIN calendar_attendee host ON host.partner_id = own.partner_id
               AND host.state <> 'declined'
              JOIN calendar_event event ON event.id = host.event_id AND event.active
               AND event.stop BETWEEN %(since)s AND %(until)s
              JOIN calendar_attendee guest ON guest.event_id = event.id
               AND guest.state <> 'declined'
            """,
            since=since,
            until=until,
            type=self._get_activity_type("meeting") or None,
        )

    def _sql_activities(self, since, until):
        """Done activities: Odoo posts a message for each. One that is a meeting counts
        as such; to upload a document is no encounter."""
        return SQL(
            """
            SELECT own.user_id,
                   COALESCE(partner.id, person.partner_id, lead.partner_id),
                   done.date,
                   CASE type.category WHEN 'meeting' THEN 'meeting' ELSE 'activity' END,
                   type.id
              FROM own
              JOIN mail_message done ON done.author_id = own.partner_id
               AND done.date BETWEEN %s AND %s
              JOIN mail_activity_type type ON type.id = done.mail_activity_type_id
               AND COALESCE(type.category, '') <> 'upload_file'
              LEFT JOIN res_partner partner
                ON done.model = 'res.partner' AND partner.id = done.res_id
              LEFT JOIN relationship_stakeholder person
                ON done.model = 'relationship.stakeholder' AND person.id = done.res_id
              LEFT JOIN crm_lead lead
                ON done.model = 'crm.lead' AND lead.id = done.res_id
            """,
            since,
            until,
        )

    def _get_activity_type(self, name):
        """Id of the activity type that stands for meetings or mails, False if none.

        :param name: ``meeting`` or ``email``
        """
        xmlid = f"mail.mail_activity_data_{name}"
        # Users may not read external ids.
        return self.env["ir.model.data"].sudo()._xmlid_to_res_id(xmlid)
