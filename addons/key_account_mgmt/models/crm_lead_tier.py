from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    tier_id = fields.Many2one(
        "crm.opportunity.tier",
        "Tier by Amount",
        compute="_compute_tier_id",
        store=True,
        index=True,
        ondelete="set null",
        copy=False,
        help="From the expected revenue, unless set by hand.",
    )
    tier_override_id = fields.Many2one(
        "crm.opportunity.tier",
        "Tier Set by Hand",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        tracking=True,
    )
    tier_override_reason = fields.Char(copy=False, readonly=True, tracking=True)
    # Stored, so that the pipeline shows, filters and groups by it at no extra query.
    tier_code = fields.Selection(
        related="tier_id.code", string="Tier", store=True, index=True
    )

    is_fast_track = fields.Boolean(related="tier_id.is_fast_track")

    @api.depends("expected_revenue", "company_id", "user_id", "tier_override_id")
    def _compute_tier_id(self):
        tiers = self.env["crm.opportunity.tier"]._get_tiers(
            self.env["res.company"].union(*map(self._get_tier_company, self))
        )
        for lead in self:
            company = self._get_tier_company(lead)
            by_amount = tiers.get(company, self.env["crm.opportunity.tier"])
            lead.tier_id = lead.tier_override_id or by_amount._pick(
                lead._get_tier_amount(company)
            )

    @api.model
    def _get_tier_company(self, lead):
        """The company whose tiers hold: an opportunity may belong to none."""
        return lead.company_id or lead.user_id.company_id or self.env.company

    def _get_tier_amount(self, company):
        """Expected revenue in the currency of the company, at the day it closes."""
        self.ensure_one()
        currency = self.company_currency
        if not currency or currency == company.currency_id:
            return self.expected_revenue
        day = self.date_deadline or fields.Date.context_today(self)
        return currency._convert(
            self.expected_revenue, company.currency_id, company, day
        )

    def action_set_tier(self):
        """Offer to set the tier by hand, with a reason."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.crm_lead_tier_override_action"
        )
        action["context"] = {"default_lead_id": self.id}
        return action

    def action_reset_tier(self):
        """Let the expected revenue decide the tier again."""
        self.write({"tier_override_id": False, "tier_override_reason": False})

    def action_fast_track(self):
        """Offer to quote at once what is small enough for it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.crm_fast_track_action"
        )
        action["context"] = {"default_lead_id": self.id}
        return action
