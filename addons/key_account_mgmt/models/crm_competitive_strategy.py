from odoo import fields, models


class CrmCompetitiveStrategy(models.Model):
    """How an opportunity is to be won."""

    _name = "crm.competitive.strategy"
    _description = "Competitive Strategy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(
        "When to Choose It", translate=True, help="Said beside the choice."
    )
