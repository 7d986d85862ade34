from odoo import api, fields, models
from odoo.exceptions import ValidationError

METRICS = [
    ("closeness_growth", "Closeness Growth"),
    ("coverage", "People Assessed"),
    ("supporters_won", "Supporters Won"),
    ("opponents_turned", "Opponents Turned"),
    ("plan_progress", "Plan Goals"),
    ("solutions_won", "White Space Won"),
    ("revenue_growth", "Revenue Growth"),
    ("reviews_on_time", "Reviews on Time"),
]


class KeyAccountAssessmentWeight(models.Model):
    """How much a metric counts in the yearly assessment."""

    _name = "key.account.assessment.weight"
    _description = "Weight of the Assessment"
    _order = "sequence, id"
    _rec_name = "metric"

    sequence = fields.Integer(default=10)
    metric = fields.Selection(METRICS, required=True)
    weight = fields.Float(required=True, default=10)
    full_value = fields.Float(
        "Full Marks At",
        required=True,
        default=100,
        help="The value per account that earns all points of the metric.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for every company without weights of its own.",
    )

    _metric_uniq = models.UniqueIndex(
        "(metric, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "This metric has a weight already. Change that one.",
    )
    _weight_check = models.Constraint(
        "CHECK(weight >= 0 AND full_value > 0)",
        "A weight cannot be negative, and full marks need a value above zero.",
    )

    @api.constrains("weight", "active", "company_id")
    def _check_sum(self):
        for company in self.mapped("company_id") or [self.env["res.company"]]:
            weights = self._get_weights(company)
            if weights and not sum(weights.mapped("weight")):
                raise ValidationError(
                    self.env._(
                        "The weights of the assessment sum to zero: nobody would get a "
                        "score. Give at least one metric a weight."
                    )
                )

    @api.model
    def _get_weights(self, company):
        """The weights that hold in a company: its own, or else the shared ones."""
        own = self.search([("company_id", "=", company.id)])
        return own or self.search([("company_id", "=", False)])
