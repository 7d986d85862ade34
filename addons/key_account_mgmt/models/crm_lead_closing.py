from odoo import fields, models

# What makes an opportunity won, lost or open again.
CLOSING_FIELDS = {"stage_id", "active", "probability", "automated_probability"}


class CrmLead(models.Model):
    """A closed opportunity is looked back upon."""

    _inherit = "crm.lead"

    review_ids = fields.One2many(
        "crm.lead.review",
        "lead_id",
        "Win/Loss Reviews",
        groups="key_account_mgmt.group_user",
    )

    def write(self, vals):
        if not CLOSING_FIELDS & vals.keys():
            return super().write(vals)
        before = {lead: lead.won_status for lead in self}
        result = super().write(vals)
        changed = self.filtered(lambda lead: lead.won_status != before[lead])
        if changed:
            changed._follow_up_closing()
        return result

    def _follow_up_closing(self):
        """Start the reviews of what closed, and drop those of what opened again."""
        # Whoever closes an opportunity starts its review, whoever may read that.
        reviews = self.env["crm.lead.review"].sudo()
        closed = self.filtered(
            lambda lead: lead.won_status != "pending" and lead.tier_id.has_review
        )
        undone = reviews.search(
            [("lead_id", "in", self.ids), ("state", "=", "open")]
        ).filtered(lambda review: review.outcome != review.lead_id.won_status)
        undone.unlink()
        if closed:
            reviews._start(closed.sudo())

    def action_open_review(self):
        """Open the last win/loss review, or start one."""
        self.ensure_one()
        review = self.review_ids[:1]
        if not review and self.won_status != "pending":
            review = self.env["crm.lead.review"]._start(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead.review",
            "res_id": review.id,
            "views": [(False, "form")],
            "name": self.env._("Win/Loss Review"),
        }
