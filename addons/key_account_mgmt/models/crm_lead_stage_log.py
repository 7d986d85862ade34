from odoo import fields, models


class CrmLeadStageLog(models.Model):
    """That an opportunity moved from one stage to another; kept for ever."""

    _name = "crm.lead.stage.log"
    _description = "Stage Change"
    _order = "moved_on DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", "Moved By", default=lambda self: self.env.user, index=True
    )
    salesperson_id = fields.Many2one("res.users", index=True)
    team_id = fields.Many2one("crm.team", index=True)
    tier_code = fields.Selection(
        selection=lambda self: (
            self.env["crm.opportunity.tier"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Tier",
    )
    stage_from_id = fields.Many2one("crm.stage", "From", index=True)
    stage_to_id = fields.Many2one("crm.stage", "To", index=True)
    moved_on = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    days = fields.Float(
        "Days in Stage",
        aggregator="avg",
        help="How long it stood in the stage it left.",
    )
    is_forward = fields.Boolean("Forward")
    is_override = fields.Boolean("Overridden")
    missing = fields.Text(help="The criteria that were not met.")
    reason = fields.Char(help="Why a manager let it pass.")
