from odoo import fields, models

KEY_METHODS = [
    ("either", "Score or Potential"),
    ("both", "Score and Potential"),
    ("score", "Score Only"),
    ("estimation", "Potential Only"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_potential_threshold = fields.Monetary(
        "High Potential From",
        default=250_000,
        help="Yearly potential from which an account counts as high.",
    )
    key_account_contribution_threshold = fields.Monetary(
        "High Contribution From",
        default=100_000,
        help="Revenue of the period from which an account counts as high.",
    )
    key_account_contribution_months = fields.Integer(
        "Contribution Over (Months)",
        default=12,
        help="Confirmed orders of so many months make up the contribution.",
    )

    key_account_method = fields.Selection(
        KEY_METHODS,
        "Key Account By",
        default="either",
        required=True,
        help="What makes a customer a key account: the score of its scoring model, its "
        "potential being high, or both.",
    )

    _contribution_months_check = models.Constraint(
        "CHECK(key_account_contribution_months > 0)",
        "The contribution needs a period of at least one month.",
    )
    _thresholds_check = models.Constraint(
        "CHECK(key_account_potential_threshold >= 0 "
        "AND key_account_contribution_threshold >= 0)",
        "The thresholds of account classes cannot be negative.",
    )

    def _get_contribution_period(self, date):
        """First and last day of the orders that count in an evaluation of a day.

        :param date: day of the evaluation, the last one that counts
        :return: two dates
        """
        self.ensure_one()
        months = self.key_account_contribution_months
        start = fields.Date.subtract(date, months=months)
        return fields.Date.add(start, days=1), date
