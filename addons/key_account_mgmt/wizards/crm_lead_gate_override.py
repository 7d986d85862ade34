from odoo import api, fields, models

from ..models.crm_lead_gates import OVERRIDE_KEY


class CrmLeadGateOverride(models.TransientModel):
    """A manager lets an opportunity move on, and says why."""

    _name = "crm.lead.gate.override"
    _description = "Let an Opportunity Pass a Gate"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    stage_id = fields.Many2one(
        "crm.stage", "Move On To", required=True, ondelete="cascade"
    )
    missing = fields.Text(compute="_compute_missing")
    reason = fields.Char(required=True)

    @api.depends("lead_id", "stage_id")
    def _compute_missing(self):
        for wizard in self:
            lacking = wizard.lead_id._get_missing_gates(wizard.stage_id)
            wizard.missing = "\n".join(
                gate._describe_missing() for gate in lacking.get(wizard.lead_id, [])
            )

    def action_apply(self):
        """Move the opportunity on; the reason is kept in its stage history."""
        self.ensure_one()
        lead = self.lead_id.with_context(**{OVERRIDE_KEY: self.reason})
        lead.stage_id = self.stage_id
        return {"type": "ir.actions.client", "tag": "soft_reload"}
