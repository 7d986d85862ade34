from odoo import api, fields, models

from .account_analytic_line import COST_GROUPS


class SaleOrder(models.Model):
    """What is left of a quotation's margin after what presales cost."""

    _inherit = "sale.order"

    presales_cost = fields.Monetary(
        compute="_compute_presales_margin",
        groups=COST_GROUPS,
        help="All presales hours of the opportunity, in the currency of the order.",
    )
    margin_after_presales = fields.Monetary(
        compute="_compute_presales_margin", groups=COST_GROUPS
    )
    margin_after_presales_percent = fields.Float(
        "Margin after Presales (%)",
        compute="_compute_presales_margin",
        groups=COST_GROUPS,
    )

    @api.depends("opportunity_id", "margin", "amount_untaxed", "currency_id")
    def _compute_presales_margin(self):
        # The field is for those who may see cost, whoever sees the efforts.
        rows = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [("presales_lead_id", "in", self.opportunity_id.ids)],
                ["presales_lead_id"],
                ["presales_cost:sum"],
            )
        )
        costs = {lead.id: cost for lead, cost in rows}
        for order in self:
            cost = order.company_id.currency_id._convert(
                costs.get(order.opportunity_id.id, 0.0),
                order.currency_id,
                order.company_id,
                order.date_order or fields.Date.today(),
            )
            order.presales_cost = cost
            order.margin_after_presales = order.margin - cost
            # A share, as Odoo's own margin.
            order.margin_after_presales_percent = (
                order.margin_after_presales / order.amount_untaxed
                if order.amount_untaxed
                else 0.0
            )
