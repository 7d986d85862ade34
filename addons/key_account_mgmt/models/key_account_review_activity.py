from odoo import models

from .key_account_review import ACTIVITY_TYPE, OPEN_STATES


class KeyAccountReviewActivity(models.Model):
    """An open review stands on the list of activities of who is responsible."""

    _inherit = "key.account.review"

    def _schedule_activity(self):
        """Put each open review on the list of who is responsible for it."""
        kind = self.env.ref(ACTIVITY_TYPE, raise_if_not_found=False)
        reviews = self.filtered(lambda r: r.user_id and r.state in OPEN_STATES)
        if not kind or not reviews:
            return
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": kind.id,
                    "summary": review.with_context(
                        lang=review.user_id.lang
                    ).display_name,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": review.id,
                    "user_id": review.user_id.id,
                    "date_deadline": review.date_due,
                    "automated": True,
                }
                for review in reviews
            ]
        )

    def _reschedule_activity(self):
        """Let the activities follow the responsible and the due date."""
        self.activity_unlink([ACTIVITY_TYPE])
        self._schedule_activity()
