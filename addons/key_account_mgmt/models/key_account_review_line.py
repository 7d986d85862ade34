from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_review import OPEN_STATES


class KeyAccountReviewLine(models.Model):
    """A point of a review's checklist, as it stood in the template that day."""

    _name = "key.account.review.line"
    _description = "Review Checklist Point"
    _order = "review_id, sequence, id"

    review_id = fields.Many2one(
        "key.account.review", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Point to Check", required=True)
    guide = fields.Char()
    is_required = fields.Boolean("Required")
    is_done = fields.Boolean("Checked")
    note = fields.Char("Finding")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_review_open()
        return lines

    def write(self, vals):
        self._check_review_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed_review(self):
        self._check_review_open()

    def _check_review_open(self):
        closed = self.review_id.filtered(lambda review: review.state not in OPEN_STATES)
        if closed:
            raise UserError(
                self.env._(
                    "“%(review)s” is closed; its checklist stays as it was. Ask a "
                    "manager to reopen the review first.",
                    review=closed[0].display_name,
                )
            )
