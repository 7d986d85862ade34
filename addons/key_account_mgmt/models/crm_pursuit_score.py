from odoo import api, fields, models

POINTS = [
    ("2", "Clearly Yes"),
    ("1", "Rather Yes"),
    ("0", "Undecided"),
    ("-1", "Rather No"),
    ("-2", "Clearly No"),
]


class CrmPursuitScore(models.Model):
    """The answer to one factor, for us or for one competitor."""

    _name = "crm.pursuit.score"
    _description = "Answer of a Pursuit Assessment"
    _order = "factor_id, id"
    _rec_name = "factor_id"

    assessment_id = fields.Many2one(
        "crm.pursuit.assessment", required=True, index=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(related="assessment_id.lead_id", store=True, index=True)
    company_id = fields.Many2one(related="assessment_id.company_id", store=True)
    factor_id = fields.Many2one(
        "crm.pursuit.factor", required=True, index=True, ondelete="restrict"
    )
    question_id = fields.Many2one(related="factor_id.question_id", store=True)
    competitor_id = fields.Many2one(
        "crm.lead.competitor",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for us.",
    )
    points = fields.Selection(POINTS, required=True)

    _party_uniq = models.UniqueIndex(
        "(assessment_id, factor_id, COALESCE(competitor_id, 0))",
        "Each factor is answered once for us and once for each competitor.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        scores = super().create(vals_list)
        scores.assessment_id._check_open({"score_ids"})
        return scores

    def write(self, vals):
        self.assessment_id._check_open({"score_ids"})
        result = super().write(vals)
        # Nor may an answer move into what is finished.
        self.assessment_id._check_open({"score_ids"})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finished(self):
        self.assessment_id._check_open({"score_ids"})
