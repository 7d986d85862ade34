from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_potential_threshold = fields.Monetary(
        "High Potential From",
        default=250_000,
        help="Yearly potential from which an account counts as high.",
    )
    key_account_contribution_threshold = fields.Monetary(
        "High Contribution From",
        default=100_000,
        help="Revenue of the period from which an account counts as high.",
    )
    key_account_contribution_months = fields.Integer(
        "Contribution Over (Months)",
        default=12,
        help="Confirmed orders of so many months make up the contribution.",
    )

    _contribution_months_check = models.Constraint(
        "CHECK(key_account_contribution_months > 0)",
        "The contribution needs a period of at least one month.",
    )
    _thresholds_check = models.Constraint(
        "CHECK(key_account_potential_threshold >= 0 "
        "AND key_account_contribution_threshold >= 0)",
        "The thresholds of account classes cannot be negative.",
    )
