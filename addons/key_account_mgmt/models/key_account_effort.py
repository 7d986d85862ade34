from odoo import fields, models


class KeyAccountPolicy(models.Model):
    _inherit = "key.account.policy"

    effort = fields.Float(
        "Effort per Account",
        default=1.0,
        help="What an account of this class takes, compared with one that takes 1.",
    )

    _effort_check = models.Constraint(
        "CHECK(effort >= 0)", "The effort of a class cannot be negative."
    )


class KeyAccountRole(models.Model):
    _inherit = "key.account.role"

    effort_share = fields.Float(
        "Share of the Effort (%)",
        default=50.0,
        help="How much of an account's effort this role carries.",
    )

    _effort_share_check = models.Constraint(
        "CHECK(effort_share BETWEEN 0 AND 100)",
        "The share of the effort lies between 0 and 100 %.",
    )
