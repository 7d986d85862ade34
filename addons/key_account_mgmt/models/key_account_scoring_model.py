from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.scoring import Composite, Part, composite

# Set while a parent writes its lines: it checks them once, when all are written.
LATER = "key_account_checked_by_parent"


class KeyAccountScoringModel(models.Model):
    """How accounts are scored: weighted criteria that add up to 0 to 100 points."""

    _name = "key.account.scoring.model"
    _description = "Account Scoring Model"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies."
    )
    industry_ids = fields.Many2many(
        "res.partner.industry",
        string="Industries",
        help="Only accounts of these industries are scored by this model. Empty: all. "
        "The first model of the list that fits an account scores it.",
    )
    key_score = fields.Float(
        "Key Account From",
        default=60,
        digits=(5, 1),
        help="From this score on an account counts as a key account.",
    )
    criterion_ids = fields.One2many(
        "key.account.scoring.criterion", "scoring_model_id", "Criteria", copy=True
    )
    total_weight = fields.Float(compute="_compute_total_weight")

    _key_score_check = models.Constraint(
        "CHECK(key_score >= 0 AND key_score <= 100)",
        "The score of a key account lies between 0 and 100.",
    )

    @api.depends("criterion_ids.weight")
    def _compute_total_weight(self):
        for model in self:
            model.total_weight = sum(model.criterion_ids.mapped("weight"))

    @api.model_create_multi
    def create(self, vals_list):
        later = self.with_context(**{LATER: True})
        return super(KeyAccountScoringModel, later).create(vals_list).with_env(self.env)

    def write(self, vals):
        later = self.with_context(**{LATER: True})
        return super(KeyAccountScoringModel, later).write(vals)

    @api.constrains("criterion_ids")
    def _check_weights(self):
        for model in self:
            if model.criterion_ids and not model.total_weight:
                raise ValidationError(
                    self.env._(
                        "The weights of “%(model)s” add up to 0, so that no score can "
                        "be computed. Give at least one criterion a weight.",
                        model=model.name,
                    )
                )

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%(name)s (copy)", name=model.name))
            for model, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # ------------------------------------------------------------------ scoring

    @api.model
    def _get_models(self, accounts):
        """The model of each account: the first that fits its company and industry.

        :return: ``{scoring model: key accounts}``
        """
        found = {}
        candidates = self.search([("criterion_ids", "!=", False)])
        for account in accounts:
            model = next((m for m in candidates if m._fits(account)), self.browse())
            found.setdefault(model, accounts.browse())
            found[model] += account
        return found

    def _fits(self, account):
        company, industries = self.company_id, self.industry_ids
        return (not company or company == account.company_id) and (
            not industries or account.industry_id in industries
        )

    def _score(self, accounts, date, figures):
        """Score accounts of one company by this model.

        :param accounts: ``key.account``
        :param date: day of the evaluation
        :param figures: ``{field name: {key account: value}}`` of what this evaluation
            found and has not written yet; criteria over these fields use it
        :return: ``{key account: (Composite, [values of evaluation lines])}``
        """
        self.ensure_one()
        answers = [
            (criterion, criterion._get_answers(accounts, date, figures))
            for criterion in self.criterion_ids
        ]
        result = {}
        for account in accounts:
            lines = [
                criterion._prepare_line(found.get(account))
                for criterion, found in answers
            ]
            parts = [Part(line["weight"], line["points"]) for line in lines]
            result[account] = (self._combine(parts), lines)
        return result

    def _combine(self, parts) -> Composite:
        try:
            return composite(parts)
        except ValueError:
            raise ValidationError(
                self.env._(
                    "The weights of “%(model)s” add up to 0, so that no score can be "
                    "computed. Give at least one criterion a weight.",
                    model=self.name,
                )
            ) from None
