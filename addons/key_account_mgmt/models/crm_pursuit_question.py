from odoo import fields, models

from ..tools import pursuit


class CrmPursuitQuestion(models.Model):
    """One of the four questions whether an opportunity deserves our effort."""

    _name = "crm.pursuit.question"
    _description = "Pursuit Question"
    _order = "sequence, id"

    code = fields.Selection(
        [
            ("opportunity", "Is there an opportunity?"),
            ("compete", "Can we compete?"),
            ("win", "Can we win?"),
            ("worth", "Is it worth winning?"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    yes_from = fields.Float(
        "Yes From (%)", required=True, default=60, help="From this score on: yes."
    )
    no_below = fields.Float(
        "No Below (%)", required=True, default=40, help="Below this score: no."
    )
    factor_ids = fields.One2many("crm.pursuit.factor", "question_id", "Factors")

    _code_uniq = models.UniqueIndex("(code)", "Each question exists once.")
    _threshold_check = models.Constraint(
        "CHECK(no_below >= 0 AND no_below <= yes_from AND yes_from <= 100)",
        "“No below” lies between 0 and “yes from”, and that not above 100 %.",
    )

    def _judge(self, percent):
        """``yes``, ``open`` or ``no`` for a score in percent, or None."""
        self.ensure_one()
        return pursuit.verdict(percent, self.yes_from, self.no_below)
