from odoo import api, fields, models

from odoo.addons.key_account_mgmt.models.crm_opportunity_tier import TIER_CODES


class PresalesBudgetRule(models.Model):
    """What presales may cost for an opportunity of a tier."""

    _name = "presales.budget.rule"
    _description = "Presales Budget Rule"
    _order = "company_id, tier_code, id"
    _rec_name = "tier_code"

    tier_code = fields.Selection(TIER_CODES, "Tier", required=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for companies without their own rule.",
    )
    kind = fields.Selection(
        [("percent", "Share of the expected revenue"), ("amount", "Amount")],
        required=True,
        default="percent",
    )
    percent = fields.Float("Share (%)")
    amount = fields.Float(
        digits=(16, 2), help="In the currency of the opportunity's company."
    )

    _tier_uniq = models.UniqueIndex(
        "(tier_code, COALESCE(company_id, 0))", "The tier has its rule already."
    )
    _values_check = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100 AND amount >= 0)",
        "A budget is between 0 and 100 % of the revenue, or an amount of 0 or more.",
    )

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "percent":
            self.amount = 0.0
        else:
            self.percent = 0.0
