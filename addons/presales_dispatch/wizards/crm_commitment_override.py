from odoo import fields, models


class CrmCommitmentOverride(models.TransientModel):
    """A manager lets a quotation go although delivery has not agreed."""

    _name = "crm.commitment.override"
    _description = "Let a Quotation Go"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_send(self):
        """Keep the reason on the quotation and go on sending it."""
        self.ensure_one()
        self.order_id.commitment_override_reason = self.reason
        return self.order_id.action_quotation_send()
