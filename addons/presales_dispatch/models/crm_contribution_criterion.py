from odoo import fields, models


class CrmContributionCriterion(models.Model):
    """What a contribution to an opportunity is scored by."""

    _name = "crm.contribution.criterion"
    _description = "Criterion for Contributions"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True, help="What earns a high score.")
    sequence = fields.Integer(default=10)
    weight = fields.Float(required=True, default=1.0)
    active = fields.Boolean(default=True)

    _weight_check = models.Constraint(
        "CHECK(weight > 0)", "The weight of a criterion is above 0."
    )
