from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmQuota(models.Model):
    """What somebody is to win in a period, and what that does to the variable pay.

    A report for whoever decides on the pay; it books nothing.
    """

    _name = "crm.quota"
    _description = "Sales Quota"
    _inherit = ["mail.thread"]
    _order = "date_from DESC, user_id, id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date("From", required=True, index=True)
    date_to = fields.Date("Until", required=True)
    amount = fields.Monetary("Quota", required=True, tracking=True)
    variable_pay = fields.Monetary(
        tracking=True, help="What is paid when quota and scores are met."
    )
    score_weight = fields.Float(
        "Decided by Scores (%)",
        tracking=True,
        help="The share of the variable pay that contribution scores decide; the rest "
        "follows the attainment.",
    )
    revenue = fields.Monetary("Revenue Credit", compute="_compute_result")
    overlay = fields.Monetary("Overlay Credit", compute="_compute_result")
    attainment = fields.Float(
        "Attainment (%)", compute="_compute_result", digits=(6, 1)
    )
    score = fields.Float(
        "Contribution",
        compute="_compute_result",
        digits=(3, 1),
        help="Mean of the scores received in the period, from 1 to 5.",
    )
    pay_effect = fields.Monetary("Variable Pay Earned", compute="_compute_result")
    explanation = fields.Char(compute="_compute_result")

    _dates_check = models.Constraint(
        "CHECK(date_to >= date_from)", "A quota cannot end before it starts."
    )
    _values_check = models.Constraint(
        "CHECK(amount > 0 AND variable_pay >= 0 AND score_weight BETWEEN 0 AND 100)",
        "A quota is above 0, the variable pay not below, and the share of the scores "
        "between 0 and 100 %.",
    )

    @api.constrains("user_id", "company_id", "date_from", "date_to")
    def _check_overlap(self):
        for quota in self:
            overlapping = self.search_count(
                [
                    ("id", "!=", quota.id),
                    ("user_id", "=", quota.user_id.id),
                    ("company_id", "=", quota.company_id.id),
                    ("date_from", "<=", quota.date_to),
                    ("date_to", ">=", quota.date_from),
                ],
                limit=1,
            )
            if overlapping:
                raise ValidationError(
                    self.env._(
                        "%(person)s has a quota in this time already. Choose other "
                        "dates, or change that one.",
                        person=quota.user_id.name,
                    )
                )

    @api.depends(
        "user_id",
        "company_id",
        "date_from",
        "date_to",
        "amount",
        "variable_pay",
        "score_weight",
    )
    def _compute_result(self):
        bands = self.env["crm.quota.band"].search([], order="attainment_from")
        for (company, start, end), quotas in self.grouped(
            lambda quota: (quota.company_id, quota.date_from, quota.date_to)
        ).items():
            earned = quotas._get_credits(company, start, end)
            scores = quotas._get_scores(company, start, end)
            for quota in quotas:
                revenue, overlay = earned.get(quota.user_id, (0.0, 0.0))
                quota._set_result(revenue, overlay, scores.get(quota.user_id), bands)

    def _get_credits(self, company, start, end):
        """``{user: (revenue, overlay)}`` won in the period."""
        # The result of a person is the same for whoever may see the quota.
        rows = (
            self.env["crm.credit.report"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", self.user_id.ids),
                    ("company_id", "in", [False, company.id]),
                    ("won_status", "=", "won"),
                    ("date_closed", ">=", start),
                    ("date_closed", "<=", end),
                ],
                ["user_id"],
                ["revenue:sum", "overlay:sum"],
            )
        )
        return {user: (revenue, overlay) for user, revenue, overlay in rows}

    def _get_scores(self, company, start, end):
        """``{user: mean score}`` of what was scored in the period."""
        # See _get_credits.
        rows = (
            self.env["crm.contribution"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", self.user_id.ids),
                    ("company_id", "in", [False, company.id]),
                    ("state", "=", "done"),
                    ("date_scored", ">=", start),
                    ("date_scored", "<=", end),
                ],
                ["user_id"],
                ["score:avg"],
            )
        )
        return dict(rows)

    def _set_result(self, revenue, overlay, score, bands):
        """Attainment, pay and the sentence that explains them.

        Without scores, the attainment decides all of the pay. A score of 5 earns all of
        the share that scores decide.
        """
        self.ensure_one()
        attainment = 100 * revenue / self.amount if self.amount else 0.0
        payout = bands._get_payout(attainment, bands)
        share = self.score_weight / 100 if score else 0.0
        by_scores = share * (score or 0) / 5
        self.revenue = revenue
        self.overlay = overlay
        self.attainment = attainment
        self.score = score or 0.0
        self.pay_effect = self.variable_pay * ((1 - share) * payout / 100 + by_scores)
        self.explanation = self._explain(attainment, payout, score, share)

    def _explain(self, attainment, payout, score, share):
        text = self.env._(
            "%(attainment)s %% of the quota pay %(payout)s %%.",
            attainment=f"{attainment:.1f}",
            payout=round(payout),
        )
        if not share:
            return text
        return self.env._(
            "%(attainment)s Scores of %(score)s of 5 decide %(share)s %%.",
            attainment=text,
            score=round(score, 1),
            share=round(100 * share),
        )
