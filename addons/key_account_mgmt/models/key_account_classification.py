from odoo import fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat


class KeyAccountClassification(models.Model):
    """What the last evaluation says about an account."""

    _inherit = "key.account"

    evaluation_ids = fields.One2many(
        "key.account.evaluation", "key_account_id", "Evaluations"
    )
    evaluation_date = fields.Date("Evaluated On", readonly=True, copy=False)
    potential = fields.Monetary(
        readonly=True,
        copy=False,
        help="What the account could buy from us in a year, by the last evaluation.",
    )
    contribution = fields.Monetary(
        readonly=True,
        copy=False,
        help="Confirmed orders of the period, by the last evaluation.",
    )
    score = NullableFloat(
        digits=(5, 1),
        aggregator="avg",
        readonly=True,
        copy=False,
        help="Weighted criteria of the scoring model, 0 to 100.",
    )
