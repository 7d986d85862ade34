from odoo import api, fields, models


class KeyAccountReviewFollowUp(models.Model):
    """What a review decides becomes activities on the account."""

    _inherit = "key.account.review"

    follow_up_ids = fields.One2many(
        "mail.activity",
        "key_account_review_id",
        "Follow-ups",
        context={"active_test": False},
        copy=False,
    )
    open_follow_up_count = fields.Integer(
        "Open Follow-ups", compute="_compute_open_follow_up_count"
    )
    previous_follow_up_ids = fields.One2many(
        related="previous_id.follow_up_ids", string="Follow-ups of the Last Review"
    )

    @api.depends("follow_up_ids.active")
    def _compute_open_follow_up_count(self):
        for review in self:
            follow_ups = review.follow_up_ids
            review.open_follow_up_count = len(follow_ups.filtered("active"))
