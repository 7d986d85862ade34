from odoo import api, fields, models


class MailActivity(models.Model):
    """Follow-ups of a review are activities on its account."""

    _inherit = "mail.activity"

    key_account_review_id = fields.Many2one(
        "key.account.review",
        "Decided in Review",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_reviewed_account(vals) for vals in vals_list])

    @api.model
    def _on_reviewed_account(self, vals):
        if not vals.get("key_account_review_id") or vals.get("res_id"):
            return vals
        review = self.env["key.account.review"].browse(vals["key_account_review_id"])
        return {
            **vals,
            "res_model_id": self.env["ir.model"]._get_id("key.account"),
            "res_id": review.key_account_id.id,
        }
