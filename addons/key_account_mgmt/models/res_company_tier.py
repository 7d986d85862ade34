from odoo import api, models

from .crm_opportunity_tier import DEFAULT_BOUNDS

# At first the smallest are quoted at once, and the large are looked back upon.
FAST_TRACK = {"E"}
REVIEWED = {"A", "B", "C"}


class ResCompany(models.Model):
    """Every company has tiers from its first day."""

    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_default_tiers()
        return companies

    def _create_default_tiers(self):
        # Whoever may create a company need not administer key accounts.
        tiers = self.env["crm.opportunity.tier"].sudo()
        known = tiers.search([("company_id", "in", self.ids)]).company_id
        tiers.create(
            [
                {
                    "company_id": company.id,
                    "code": code,
                    "amount_min": amount,
                    "color": color,
                    "is_fast_track": code in FAST_TRACK,
                    "has_review": code in REVIEWED,
                }
                for company in self - known
                for color, (code, amount) in enumerate(DEFAULT_BOUNDS.items(), 1)
            ]
        )

    def _assign_opportunity_tiers(self):
        """Give the opportunities of these companies the tiers that now hold."""
        # All opportunities, whoever changed the boundaries.
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        affected = leads.search(
            [
                "|",
                ("company_id", "in", self.ids),
                "&",
                ("company_id", "=", False),
                ("user_id.company_id", "in", [*self.ids, False]),
            ]
        )
        self.env.add_to_compute(leads._fields["tier_id"], affected)
        affected.modified(["tier_id"])
