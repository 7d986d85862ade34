from odoo import fields, models


class CustomerProjectCriterion(models.Model):
    """What an earlier project was decided by, and how much it weighed."""

    _name = "customer.project.criterion"
    _description = "Decision Criterion of a Customer Project"
    _inherit = ["customer.project.fact.mixin"]
    _order = "weight DESC, id"
    _rec_name = "criterion_id"

    project_id = fields.Many2one(
        "customer.project", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one(
        "crm.decision.criterion", required=True, index=True, ondelete="restrict"
    )
    weight = fields.Float("Weight (%)", required=True, digits=(6, 1))

    _criterion_uniq = models.UniqueIndex(
        "(project_id, criterion_id)", "The project already names this criterion."
    )
    _weight_check = models.Constraint(
        "CHECK(weight > 0 AND weight <= 100)",
        "The weight of a criterion lies above 0 and not above 100 %.",
    )
