from odoo import api, fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from .key_account_numbers import format_money, format_number
from .key_account_policy import ACCOUNT_CLASSES
from .key_account_potential import POTENTIAL_SOURCES
from .res_company import KEY_METHODS


class KeyAccountEvaluation(models.Model):
    """What an account was worth on one day, and the class that followed.

    Written by the system only: the thresholds of the day are kept with it, so that it
    explains itself when they have changed.
    """

    _name = "key.account.evaluation"
    _description = "Account Evaluation"
    _inherit = ["key.account.part.mixin"]
    _order = "date desc, key_account_id, id"
    _rec_name = "key_account_id"

    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    user_id = fields.Many2one(
        "res.users", "Evaluated By", default=lambda self: self.env.user
    )
    run_id = fields.Many2one(
        "key.account.evaluation.run",
        "Mass Evaluation",
        index="btree_not_null",
        ondelete="set null",
    )
    scoring_model_id = fields.Many2one(
        "key.account.scoring.model", index="btree_not_null", ondelete="set null"
    )
    score = NullableFloat(
        digits=(5, 1), aggregator="avg", help="0 to 100; empty without a scoring model."
    )
    key_score = fields.Float("Key Account From", digits=(5, 1), aggregator=None)
    known = fields.Float(
        "Known (%)",
        digits=(5, 1),
        aggregator="avg",
        help="Share of the weight for which the account has a value; the rest counts "
        "as 0 points.",
    )
    potential = fields.Monetary(
        help="What the account could buy from us in a year, of what we sell."
    )
    potential_source = fields.Selection(
        POTENTIAL_SOURCES, "Potential From", default="none", required=True
    )
    contribution = fields.Monetary(help="Its confirmed orders of the period.")
    contribution_months = fields.Integer(aggregator=None)
    potential_threshold = fields.Monetary("High Potential From", aggregator=None)
    contribution_threshold = fields.Monetary("High Contribution From", aggregator=None)
    account_class = fields.Selection(ACCOUNT_CLASSES, "Class", required=True)
    previous_class = fields.Selection(ACCOUNT_CLASSES, "Class Before")
    is_moved = fields.Boolean(
        "Class Changed",
        compute="_compute_is_moved",
        store=True,
        precompute=True,
        help="The evaluation before this one gave another class.",
    )
    is_key_account = fields.Boolean()
    key_method = fields.Selection(
        KEY_METHODS, "Key Account By", default="either", required=True
    )
    line_ids = fields.One2many(
        "key.account.evaluation.line", "evaluation_id", "Criteria"
    )
    reason = fields.Text(compute="_compute_reason", help="Why this class.")
    key_reason = fields.Text(
        compute="_compute_key_reason", help="Why key account or not."
    )

    _day_uniq = models.UniqueIndex(
        "(key_account_id, date)", "This account already has an evaluation of this day."
    )

    @api.depends("account_class", "previous_class")
    def _compute_is_moved(self):
        for evaluation in self:
            before = evaluation.previous_class
            evaluation.is_moved = bool(before) and before != evaluation.account_class

    @api.depends("account_class", "potential", "contribution", "potential_source")
    @api.depends_context("lang")
    def _compute_reason(self):
        for evaluation in self:
            evaluation.reason = " ".join(
                filter(None, [evaluation._explain_class(), evaluation._explain_gap()])
            )

    @api.depends("is_key_account", "key_method", "score", "key_score", "known")
    @api.depends_context("lang")
    def _compute_key_reason(self):
        for evaluation in self:
            evaluation.key_reason = evaluation._explain_key()

    def _explain_class(self):
        values = {
            "class_name": self.account_class,
            "potential": self._format(self.potential),
            "contribution": self._format(self.contribution),
            "limit": self._format(self.potential_threshold),
            "other_limit": self._format(self.contribution_threshold),
        }
        return {
            "A": self.env._(
                "Class A: its potential of %(potential)s is high (from %(limit)s), and "
                "so is its contribution of %(contribution)s (from %(other_limit)s).",
                **values,
            ),
            "B": self.env._(
                "Class B: its contribution of %(contribution)s is high (from "
                "%(other_limit)s), its potential of %(potential)s is not (from "
                "%(limit)s).",
                **values,
            ),
            "C": self.env._(
                "Class C: its potential of %(potential)s is high (from %(limit)s), its "
                "contribution of %(contribution)s is not (from %(other_limit)s).",
                **values,
            ),
            "D": self.env._(
                "Class D: neither its potential of %(potential)s (high from %(limit)s) "
                "nor its contribution of %(contribution)s (high from %(other_limit)s) "
                "is high.",
                **values,
            ),
        }.get(self.account_class)

    def _format(self, amount):
        return format_money(self.env, amount, self.currency_id)

    def _explain_gap(self):
        if self.potential_source == "opportunities":
            return self.env._(
                "There is no estimate: the potential is what its opportunities asked "
                "for."
            )
        if self.potential_source == "none":
            return self.env._(
                "There is neither an estimate nor an opportunity: the potential counts "
                "as 0."
            )
        return None

    def _explain_key(self):
        if self.score is False:
            score = self.env._("It has no score: no scoring model fits it.")
        else:
            score = self.env._(
                "Score %(score)s of 100 (a key account needs %(limit)s), with "
                "%(known)s %% of the weight known.",
                score=format_number(self.env, self.score),
                limit=format_number(self.env, self.key_score),
                known=format_number(self.env, self.known),
            )
        return f"{self._explain_is_key()} {score}"

    def _explain_is_key(self):
        method = dict(self._fields["key_method"]._description_selection(self.env))
        method = method.get(self.key_method)
        if self.is_key_account:
            return self.env._("Key account by “%(method)s”.", method=method)
        return self.env._("No key account by “%(method)s”.", method=method)
