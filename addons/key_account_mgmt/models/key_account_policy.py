from odoo import api, fields, models
from odoo.exceptions import ValidationError

ACCOUNT_CLASSES = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")]
SPONSOR_LEVELS = [
    ("none", "No Sponsor"),
    ("head", "Head of Department"),
    ("director", "Director"),
    ("board", "Board"),
]


class KeyAccountPolicy(models.Model):
    """What an account of a class is worth: cadence, roles and resources."""

    _name = "key.account.policy"
    _description = "Account Class Policy"
    _order = "account_class, company_id, id"

    name = fields.Char(compute="_compute_name", translate=False)
    account_class = fields.Selection(ACCOUNT_CLASSES, "Class", required=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for every company without a policy of its own for this class.",
    )
    active = fields.Boolean(default=True)
    visit_days = fields.Integer(
        "Visit Every (Days)", default=30, help="0: no visits are asked for."
    )
    plan_review_months = fields.Integer("Plan Review Every (Months)", default=3)
    evaluation_review_months = fields.Integer(
        "Customer Evaluation Every (Months)", default=3
    )
    coverage_review_months = fields.Integer("Coverage Review Every (Months)", default=6)
    strategy_review_months = fields.Integer("Strategy Review Every (Months)", default=6)
    review_notice_days = fields.Integer(
        "Prepare Reviews Ahead (Days)",
        default=14,
        help="So many days before it is due a review is created and assigned.",
    )
    needs_plan = fields.Boolean("Needs an Account Plan")
    sponsor_level = fields.Selection(SPONSOR_LEVELS, required=True, default="none")
    role_ids = fields.Many2many(
        "key.account.role",
        string="Roles to Cover",
        help="Each of these roles needs somebody on the team of such an account.",
    )
    presales_priority = fields.Selection(
        [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "First")],
        required=True,
        default="1",
    )
    strategy_id = fields.Many2one(
        "key.account.strategy",
        "Default Strategy",
        ondelete="restrict",
        index="btree_not_null",
    )

    _class_uniq = models.UniqueIndex(
        "(account_class, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "There already is a policy for this class. Change it, or archive it first.",
    )

    @api.depends("account_class")
    def _compute_name(self):
        for policy in self:
            policy.name = self.env._(
                "Class %(account_class)s", account_class=policy.account_class or ""
            )

    @api.constrains(
        "visit_days",
        "plan_review_months",
        "evaluation_review_months",
        "coverage_review_months",
        "strategy_review_months",
        "review_notice_days",
    )
    def _check_cadence(self):
        for policy in self:
            if any(policy[name] < 0 for name in self._get_cadence_fields()):
                raise ValidationError(
                    self.env._(
                        "%(policy)s: days and months cannot be negative. Use 0 for "
                        "“never”.",
                        policy=policy.name,
                    )
                )

    @api.model
    def _get_cadence_fields(self):
        return [
            "visit_days",
            "plan_review_months",
            "evaluation_review_months",
            "coverage_review_months",
            "strategy_review_months",
            "review_notice_days",
        ]

    @api.model
    def _get_policies(self, company):
        """The policies that hold in a company.

        :return: ``{class: policy}``; a company's own policy comes before the shared one
        """
        policies = self.search([("company_id", "in", [company.id, False])])
        shared_first = policies.sorted(lambda policy: bool(policy.company_id))
        return {policy.account_class: policy for policy in shared_first}
