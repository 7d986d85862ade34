from odoo import fields, models


class CrmStageNorm(models.Model):
    """How many days opportunities of a tier should spend in a stage at most.

    Stages without a norm of their own go by Odoo's "days to rot".
    """

    _name = "crm.stage.norm"
    _description = "Norm of a Stage"
    _order = "stage_id, tier_id, id"
    _rec_name = "stage_id"

    stage_id = fields.Many2one(
        "crm.stage", required=True, index=True, ondelete="cascade"
    )
    tier_id = fields.Many2one(
        "crm.opportunity.tier", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="tier_id.company_id", store=True)
    days = fields.Float("Days at Most", required=True)

    _stage_uniq = models.UniqueIndex(
        "(stage_id, tier_id)", "The stage has a norm for this tier already."
    )
    _days_check = models.Constraint(
        "CHECK(days > 0)", "A norm allows more than 0 days."
    )
