from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .key_account_review import OPEN_STATES


class RelationshipAlertRule(models.Model):
    _inherit = "relationship.alert.rule"

    kind = fields.Selection(
        selection_add=[("review_overdue", "Review of the account overdue")],
        ondelete={"review_overdue": "cascade"},
    )

    def _find_review_overdue(self):
        """Reviews of the account are so many days late, and still open."""
        return SQL(
            """
            SELECT map_id, NULL::integer AS stakeholder_id,
                   NULL::integer AS related_map_id,
                   jsonb_build_object(
                       'count', COUNT(*), 'since', MIN(review.date_due)
                   ) AS facts
              FROM scope
              JOIN key_account account USING (account_id, company_id)
              JOIN key_account_review review
                ON review.key_account_id = account.id AND review.active
               AND review.state = ANY(%s) AND review.date_due <= %s
             WHERE lead_id IS NULL AND account.active
             GROUP BY map_id
            """,
            list(OPEN_STATES),
            fields.Date.today() - timedelta(days=self.days),
        )


class RelationshipAlert(models.Model):
    _inherit = "relationship.alert"

    def _message_review_overdue(self):
        if self._fact("count") == 1:
            return self.env._(
                "A review of the account was due on %(date)s",
                date=self._date_fact("since"),
            )
        return self.env._(
            "%(count)s reviews of the account are overdue, the oldest since %(date)s",
            count=self._fact("count"),
            date=self._date_fact("since"),
        )


class KeyAccountReview(models.Model):
    _inherit = "key.account.review"

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        reviews.filtered("is_overdue")._plan_alerts()
        return reviews

    def write(self, vals):
        result = super().write(vals)
        if not {"state", "date_due", "active"}.isdisjoint(vals):
            self._plan_alerts()
        return result

    def _plan_alerts(self):
        """An alert closes when the review it warns of is held, not the night after."""
        if not self:
            return
        # Who holds the review may not see the map of the account.
        maps = self.env["relationship.map"].sudo()
        maps.search(
            [("account_id", "in", self.account_id.ids), ("lead_id", "=", False)]
        )._plan_evaluation()
