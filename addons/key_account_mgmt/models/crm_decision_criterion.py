from odoo import fields, models


class CrmDecisionCriterion(models.Model):
    """What customers decide by: price, fit of the solution, service and so on."""

    _name = "crm.decision.criterion"
    _description = "Decision Criterion"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    acceptance = fields.Selection(
        [
            ("level", "Closeness"),
            ("solution_level", "Solution Acceptance"),
            ("price_level", "Price Acceptance"),
        ],
        "Held Against",
        help="Which attitude of the people on the map tells how we stand here.",
    )
    description = fields.Text(translate=True)

    _name_uniq = models.UniqueIndex("(name)", "There is a criterion of this name.")
