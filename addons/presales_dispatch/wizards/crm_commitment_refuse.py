from odoo import fields, models


class CrmCommitmentRefuse(models.TransientModel):
    """Says why a promise cannot be kept."""

    _name = "crm.commitment.refuse"
    _description = "Refuse a Commitment"

    commitment_id = fields.Many2one("crm.commitment", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_refuse(self):
        """Refuse, with the reason."""
        self.ensure_one()
        self.commitment_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
