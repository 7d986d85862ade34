from odoo import api, fields, models


class CrmLeadTierOverride(models.TransientModel):
    """Sets the tier of an opportunity by hand, with the reason."""

    _name = "crm.lead.tier.override"
    _description = "Set the Tier by Hand"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    tier_id = fields.Many2one(
        "crm.opportunity.tier",
        required=True,
        domain="[('company_id', '=', company_id)]",
        ondelete="cascade",
    )
    reason = fields.Char(required=True)

    @api.depends("lead_id")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.lead_id._get_tier_company(wizard.lead_id)

    def action_apply(self):
        """Set the tier; the reason is kept in the history of the opportunity."""
        self.ensure_one()
        self.lead_id.write(
            {
                "tier_override_id": self.tier_id.id,
                "tier_override_reason": self.reason,
            }
        )
