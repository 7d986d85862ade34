from odoo import fields, models


class CrmPursuitFactor(models.Model):
    """What answers a question of the pursuit assessment, and how much it weighs."""

    _name = "crm.pursuit.factor"
    _description = "Pursuit Factor"
    _order = "question_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    question_id = fields.Many2one(
        "crm.pursuit.question", required=True, index=True, ondelete="restrict"
    )
    weight = fields.Float(required=True, default=1.0)
    guide = fields.Text(
        translate=True, help="How to answer, so that everybody answers alike."
    )
    is_compared = fields.Boolean(
        "For Competitors Too",
        default=True,
        help="Answered for each competitor as well as for us.",
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: in all companies."
    )

    _weight_check = models.Constraint(
        "CHECK(weight > 0)", "A factor weighs more than 0."
    )
