from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# How many users get their digest between two commits.
BATCH_SIZE = 50


class ResUsers(models.Model):
    """Tells users once a day what is new among the alerts they may see."""

    _inherit = "res.users"

    relationship_digest = fields.Boolean(
        "Daily Digest of Relationship Alerts",
        default=True,
        help="A mail on days with new alerts that concern me.",
    )
    relationship_digest_on = fields.Datetime(
        "Last Digest", copy=False, export_string_translation=False
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "relationship_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "relationship_digest"]

    @api.model
    def _cron_send_relationship_digest(self):
        """Send the digests that are due, each user's once per day."""
        today = fields.Datetime.to_datetime(fields.Date.today())
        users = self.search(
            Domain("id", "in", self._get_relationship_digest_candidates())
            & Domain("share", "=", False)
            & Domain("relationship_digest", "=", True)
            & (
                Domain("relationship_digest_on", "=", False)
                | Domain("relationship_digest_on", "<", today)
            )
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), BATCH_SIZE):
            batch = users[start : start + BATCH_SIZE]
            for user in batch:
                user._send_relationship_digest()
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _get_relationship_digest_candidates(self):
        """Ids of the users whom an alert concerns that changed since their last one."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT users.id
                  FROM relationship_alert alert
                  JOIN relationship_alert_res_users_rel told
                    ON told.relationship_alert_id = alert.id
                  JOIN res_users users ON users.id = told.res_users_id
                 WHERE GREATEST(alert.opened_on, alert.closed_on)
                       >= COALESCE(users.relationship_digest_on,
                                   date_trunc('second', users.create_date))
                """
            )
        )
        return [user_id for (user_id,) in rows]

    def _send_relationship_digest(self):
        """Mail what opened and closed since the last digest, if anything did."""
        self.ensure_one()
        digest = self._get_relationship_digest()
        if digest["opened"] or digest["closed"]:
            template = self.env.ref("relationship_network.mail_template_alert_digest")
            template.send_mail(
                self.id, email_layout_xmlid="mail.mail_notification_light"
            )
        self.relationship_digest_on = fields.Datetime.now()

    def _get_relationship_digest(self):
        """What the next digest says, as far as the user may read it.

        :return: dict of alerts that ``opened`` since the last digest, that were open
            then and ``closed`` since, and of all that are ``open``
        """
        self.ensure_one()
        # Alerts are dated to the second, unlike what Odoo stamps on users.
        since = self.relationship_digest_on or self.create_date.replace(microsecond=0)
        mine = Domain("user_ids", "in", self.ids)
        companies = self.company_ids.ids
        alerts = (
            self.env["relationship.alert"]
            .with_user(self)
            .with_context(lang=self.lang, allowed_company_ids=companies)
        )
        if not alerts.has_access("read"):
            return {"opened": alerts, "closed": alerts, "open": alerts}
        still_open = alerts.search(mine & Domain("state", "=", "open"))
        return {
            "open": still_open,
            "opened": still_open.filtered(lambda alert: alert.opened_on >= since),
            "closed": alerts.search(
                mine
                & Domain("state", "=", "closed")
                & Domain("closed_on", ">=", since)
                & Domain("opened_on", "<", since)
            ),
        }

    @api.model
    def get_relationship_alert_counts(self):
        """What the bell shows: the open alerts of the user, by severity.

        :return: dict ``counts`` (``{severity: number}``) and ``newest``, at most five
            ``{"id", "message", "severity", "name"}``; False for who has no access
        """
        alerts = self.env["relationship.alert"]
        if not alerts.has_access("read"):
            return False
        mine = Domain("user_ids", "in", self.env.uid) & Domain("state", "=", "open")
        counts = alerts._read_group(mine, ["severity"], ["__count"])
        newest = alerts.search(mine, order="opened_on desc, id desc", limit=5)
        return {
            "counts": dict(counts),
            "newest": [
                {**values, "name": alert.map_id.name}
                for alert, values in zip(newest, newest._describe(), strict=True)
            ],
        }
