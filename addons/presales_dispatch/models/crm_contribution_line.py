from odoo import api, fields, models

SCORES = [
    ("0", "Not scored"),
    ("1", "Poor"),
    ("2", "Fair"),
    ("3", "Good"),
    ("4", "Very good"),
    ("5", "Outstanding"),
]


class CrmContributionLine(models.Model):
    """The score of a contribution by one criterion, from 1 to 5."""

    _name = "crm.contribution.line"
    _description = "Score by a Criterion"
    _order = "contribution_id, sequence, id"
    _rec_name = "criterion_id"

    contribution_id = fields.Many2one(
        "crm.contribution", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one(
        "crm.contribution.criterion",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    description = fields.Char(related="criterion_id.description")
    sequence = fields.Integer(related="criterion_id.sequence", store=True)
    weight = fields.Float(
        readonly=True, help="Of the criterion, when the scores were asked for."
    )
    score = fields.Selection(SCORES, required=True, default="0")

    _criterion_uniq = models.UniqueIndex(
        "(contribution_id, criterion_id)", "Each criterion is scored once."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.contribution_id._check_may_score()
        return lines

    def write(self, vals):
        self.contribution_id._check_may_score()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self.contribution_id._check_may_score()
