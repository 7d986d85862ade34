from datetime import timedelta

from odoo import fields

from .common import RelationshipCommon


class SignalCommon(RelationshipCommon):
    """Mails, meetings and activities of a seller with the contacts of an account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.signals = cls.env["relationship.signal"]
        cls.own = cls.seller.partner_id
        cls.types = {
            name: cls.env.ref(f"mail.mail_activity_data_{name}")
            for name in ("call", "meeting", "email", "todo")
        }

    @classmethod
    def _ago(cls, days):
        return cls.now - timedelta(days=days)

    @classmethod
    def _mail(cls, author, recipients, days=1, **vals):
        """An incoming mail, or one that a colleague sent from their mail program."""
        return cls.env["mail.message"].create(
            {
                "message_type": "email",
                "author_id": author.id,
                "partner_ids": recipients.ids,
                "date": cls._ago(days),
                "body": "secret",
                "subject": "secret",
                **vals,
            }
        )

    @classmethod
    def _comment(cls, author, notified, days=1, status="sent", **vals):
        """A message written in Odoo, and who was notified of it by mail."""
        return cls.env["mail.message"].create(
            {
                "message_type": "comment",
                "author_id": author.id,
                "date": cls._ago(days),
                "notification_ids": [
                    fields.Command.create(
                        {
                            "res_partner_id": partner.id,
                            "notification_type": "email",
                            "notification_status": status,
                        }
                    )
                    for partner in notified
                ],
                **vals,
            }
        )

    @classmethod
    def _meet(cls, partners, days=1, declined=None, **vals):
        event = (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True, dont_notify=True)
            .create(
                {
                    "name": "secret",
                    "start": cls._ago(days) - timedelta(hours=1),
                    "stop": cls._ago(days),
                    "partner_ids": partners.ids,
                    **vals,
                }
            )
        )
        event.attendee_ids.state = "accepted"
        if declined:
            event.attendee_ids.filtered(
                lambda attendee: attendee.partner_id in declined
            ).state = "declined"
        return event

    @classmethod
    def _do(cls, record, name="call", days=1, user=None):
        """An activity that is done, as Odoo logs it."""
        author = (user or cls.seller).partner_id
        return cls.env["mail.message"].create(
            {
                "message_type": "notification",
                "mail_activity_type_id": cls.types[name].id,
                "author_id": author.id,
                "model": record._name,
                "res_id": record.id,
                "date": cls._ago(days),
            }
        )

    @classmethod
    def _signal(cls, contact=None, own=None):
        return cls.signals.search(
            [
                ("own_partner_id", "=", (own or cls.own).id),
                ("contact_id", "=", (contact or cls.anna).id),
            ]
        )
