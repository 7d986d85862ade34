from odoo import api, fields, models

# What makes an opportunity won, lost or open again.
CLOSING_FIELDS = {"stage_id", "active", "probability", "automated_probability"}
# What the history of the customer's projects tells of a closed one.
PROJECT_FIELDS = {
    "name",
    "partner_id",
    "solution_id",
    "account_department_id",
    "expected_revenue",
    "budget_amount",
    "award_amount",
    "date_initiated",
    "date_tender",
    "date_bid",
    "date_award",
    "date_closed",
    "user_id",
    "company_id",
}


class CrmLead(models.Model):
    """A closed opportunity is looked back upon."""

    _inherit = "crm.lead"

    review_ids = fields.One2many(
        "crm.lead.review",
        "lead_id",
        "Win/Loss Reviews",
        groups="key_account_mgmt.group_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._sync_told_projects()
        return leads

    def write(self, vals):
        if not (CLOSING_FIELDS | PROJECT_FIELDS) & vals.keys():
            return super().write(vals)
        before = {lead: lead.won_status for lead in self}
        result = super().write(vals)
        changed = self.filtered(lambda lead: lead.won_status != before[lead])
        if changed:
            changed._follow_up_closing()
        (changed | self._filter_told())._sync_projects()
        return result

    def _filter_told(self):
        """Those that the history of the customers' projects tells."""
        return self.filtered(lambda lead: lead.won_status != "pending")

    def _sync_told_projects(self):
        """Follow up a change of what is told of them."""
        self._filter_told()._sync_projects()

    def _sync_projects(self):
        """Keep the history of the customers' projects up to date."""
        if self:
            self.env["customer.project"]._sync_leads(self)

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
