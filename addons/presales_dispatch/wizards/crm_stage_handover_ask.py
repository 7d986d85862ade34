from odoo import fields, models


class CrmStageHandoverAsk(models.TransientModel):
    """Asks somebody to take over a stage."""

    _name = "crm.stage.handover.ask"
    _description = "Ask for a Hand-Over"

    responsibility_id = fields.Many2one(
        "crm.stage.responsibility", required=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(related="responsibility_id.lead_id")
    stage_id = fields.Many2one(related="responsibility_id.stage_id")
    user_from_id = fields.Many2one(related="responsibility_id.user_id", string="From")
    user_to_id = fields.Many2one(
        "res.users",
        "To",
        required=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', user_from_id)]",
    )
    reason = fields.Char(required=True)

    def action_ask(self):
        """Ask; until the answer, accountability stays where it is."""
        self.ensure_one()
        self.responsibility_id._hand_over(self.user_to_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
