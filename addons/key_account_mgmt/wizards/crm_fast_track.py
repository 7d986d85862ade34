from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmFastTrack(models.TransientModel):
    """From a small request to its quotation on one screen."""

    _name = "crm.fast.track"
    _description = "Fast Track"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        domain="[('type', '=', 'opportunity'), ('won_status', '=', 'pending')]",
        help="Empty: a new one is created.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_from_lead",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    name = fields.Char(
        "What They Ask For",
        compute="_compute_from_lead",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_deadline = fields.Date(
        "Expected Closing",
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=14),
    )
    line_ids = fields.One2many("crm.fast.track.line", "wizard_id", "Products")
    amount = fields.Monetary("Untaxed Amount", compute="_compute_amount")
    tier_id = fields.Many2one("crm.opportunity.tier", compute="_compute_amount")
    is_fast_track = fields.Boolean(compute="_compute_amount")

    @api.depends("lead_id")
    def _compute_from_lead(self):
        for wizard in self:
            lead = wizard.lead_id
            wizard.partner_id = lead.partner_id or wizard.partner_id
            wizard.name = lead.name or wizard.name

    @api.depends("line_ids.subtotal", "company_id")
    def _compute_amount(self):
        tiers = self.env["crm.opportunity.tier"]._get_tiers(self.company_id)
        for wizard in self:
            wizard.amount = sum(wizard.line_ids.mapped("subtotal"))
            own = tiers.get(wizard.company_id, self.env["crm.opportunity.tier"])
            wizard.tier_id = own._pick(wizard.amount)
            wizard.is_fast_track = wizard.tier_id.is_fast_track

    def action_quote(self):
        """Create the opportunity and its quotation.

        :return: action that opens the quotation
        :raise UserError: without products, or when the amount is no small one
        """
        self.ensure_one()
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "Say what “%(name)s” is about: add a product.", name=self.name
                )
            )
        if not self.is_fast_track:
            raise UserError(
                self.env._(
                    "“%(name)s” is of tier %(tier)s, which goes through the stages. "
                    "Create an opportunity for it instead.",
                    name=self.name,
                    tier=self.tier_id.code,
                )
            )
        order = self.env["sale.order"].create(self._prepare_order())
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }

    def _prepare_order(self):
        lead = self._get_lead()
        return {
            "partner_id": self.partner_id.id,
            "opportunity_id": lead.id,
            "company_id": self.company_id.id,
            "team_id": lead.team_id.id,
            "user_id": lead.user_id.id or self.env.uid,
            "origin": lead.name,
            "order_line": [
                fields.Command.create(
                    {
                        "product_id": line.product_id.id,
                        "product_uom_qty": line.quantity,
                        "price_unit": line.price_unit,
                    }
                )
                for line in self.line_ids
            ],
        }

    def _get_lead(self):
        """The opportunity, brought up to date with what is quoted."""
        vals = {
            "partner_id": self.partner_id.id,
            "expected_revenue": self.amount,
            "date_deadline": self.date_deadline,
        }
        if self.lead_id:
            self.lead_id.write(vals)
            return self.lead_id
        return self.env["crm.lead"].create(
            {
                **vals,
                "name": self.name,
                "type": "opportunity",
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
            }
        )
