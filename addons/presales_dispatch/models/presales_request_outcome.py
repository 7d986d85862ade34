from odoo import api, fields, models
from odoo.exceptions import ValidationError

OUTCOMES = [
    ("won", "Won technically"),
    ("lost", "Lost technically"),
    ("qualified_out", "Qualified out"),
]


class PresalesRequest(models.Model):
    """How it ended technically, apart from the commercial end; what was missing."""

    _inherit = "presales.request"

    technical_outcome = fields.Selection(
        OUTCOMES,
        copy=False,
        index=True,
        tracking=True,
        help="Won: our solution was accepted. Qualified out: presales advised not to "
        "go on. The commercial end is the opportunity's.",
    )
    outcome_date = fields.Date(
        compute="_compute_outcome_date", store=True, readonly=False, copy=False
    )
    outcome_reason = fields.Char(copy=False, tracking=True)
    won_status = fields.Selection(
        related="lead_id.won_status", store=True, string="Commercially"
    )
    gap_ids = fields.Many2many(
        "presales.product.gap",
        "presales_product_gap_request_rel",
        "request_id",
        "gap_id",
        "Product Gaps",
        copy=False,
        help="What the customer asked for and we do not have.",
    )
    question_ids = fields.One2many("presales.question", "request_id", "Came From")

    @api.depends("technical_outcome")
    def _compute_outcome_date(self):
        today = fields.Date.context_today(self)
        for request in self:
            if not request.technical_outcome:
                request.outcome_date = False
            else:
                request.outcome_date = request.outcome_date or today

    @api.constrains("technical_outcome", "outcome_reason")
    def _check_outcome_reason(self):
        for request in self:
            lost = request.technical_outcome in ("lost", "qualified_out")
            if lost and not (request.outcome_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why “%s” was lost or qualified out technically.",
                        request.display_name,
                    )
                )
