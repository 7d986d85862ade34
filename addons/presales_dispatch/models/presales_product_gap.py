from odoo import api, fields, models


class PresalesProductGap(models.Model):
    """Something customers ask for that we do not have, named on requests."""

    _name = "presales.product.gap"
    _description = "Product Gap"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    description = fields.Text()
    solution_id = fields.Many2one(
        "key.account.solution", index="btree_not_null", ondelete="set null"
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("planned", "Planned"),
            ("closed", "Closed"),
            ("refused", "Not planned"),
        ],
        required=True,
        default="open",
        tracking=True,
    )
    active = fields.Boolean(default=True)
    request_ids = fields.Many2many(
        "presales.request", "presales_product_gap_request_rel", "gap_id", "request_id"
    )
    request_count = fields.Integer("Requests", compute="_compute_touched")
    lead_count = fields.Integer("Opportunities", compute="_compute_touched")
    revenue = fields.Monetary(
        "Revenue Touched",
        compute="_compute_touched",
        help="Expected revenue of the open opportunities whose requests name the gap, "
        "each counted once, in their companies' currency.",
    )
    revenue_lost = fields.Monetary(
        compute="_compute_touched",
        help="The same of opportunities that were lost.",
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", export_string_translation=False
    )

    _name_uniq = models.UniqueIndex("(name)", "This gap has been named already.")

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.depends_context("uid", "company")
    def _compute_touched(self):
        rows = self.env["presales.product.gap.report"]._read_group(
            [("gap_id", "in", self.ids)],
            ["gap_id", "won_status"],
            ["__count", "revenue:sum", "request_count:sum"],
        )
        totals = {gap: [0, 0, 0.0, 0.0] for gap in self}
        for gap, won_status, leads, revenue, requests in rows:
            total = totals[gap]
            total[0] += leads
            total[1] += requests
            total[2] += revenue if won_status == "pending" else 0.0
            total[3] += revenue if won_status == "lost" else 0.0
        for gap in self:
            leads, requests, revenue, lost = totals[gap]
            gap.update(
                {
                    "lead_count": leads,
                    "request_count": requests,
                    "revenue": revenue,
                    "revenue_lost": lost,
                }
            )
