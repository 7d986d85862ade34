from odoo import fields, models
from odoo.tools import SQL


class PresalesProductGapReport(models.Model):
    """One row per gap and opportunity: the revenue that a gap touches, counted once."""

    _name = "presales.product.gap.report"
    _description = "Revenue Touched by Product Gaps"
    _auto = False
    _order = "revenue DESC, id"
    _rec_name = "gap_id"
    _depends = {
        "presales.product.gap": ["request_ids", "solution_id"],
        "presales.request": ["lead_id", "company_id"],
        "crm.lead": ["expected_revenue", "won_status", "tier_id", "user_id"],
    }

    gap_id = fields.Many2one("presales.product.gap", readonly=True)
    solution_id = fields.Many2one("key.account.solution", readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    account_id = fields.Many2one("res.partner", readonly=True)
    tier_id = fields.Many2one("crm.opportunity.tier", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    won_status = fields.Selection(
        [("won", "Won"), ("lost", "Lost"), ("pending", "Open")],
        "Commercially",
        readonly=True,
    )
    revenue = fields.Monetary(readonly=True, aggregator="sum")
    request_count = fields.Integer("Requests", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY rel.gap_id, r.lead_id) AS id,
                   rel.gap_id, gap.solution_id, r.lead_id, r.account_id, r.company_id,
                   l.tier_id, l.won_status, l.expected_revenue AS revenue,
                   COUNT(*) AS request_count
              FROM presales_product_gap_request_rel rel
              JOIN presales_product_gap gap ON gap.id = rel.gap_id
              JOIN presales_request r ON r.id = rel.request_id
              JOIN crm_lead l ON l.id = r.lead_id
          GROUP BY rel.gap_id, gap.solution_id, r.lead_id, r.account_id, r.company_id,
                   l.tier_id, l.won_status, l.expected_revenue
            """
        )
