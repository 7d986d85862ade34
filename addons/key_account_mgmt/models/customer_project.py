from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_lead_facts import KEY_DATES

# What is taken over from our opportunities.
FOLLOWING = {
    "name",
    "lead_id",
    "account_id",
    "company_id",
    "currency_id",
    "user_id",
    "solution_id",
    "department_id",
    "budget_amount",
    "award_amount",
    "outcome",
    "winner_name",
    "reason_id",
    "criterion_ids",
    "competitor_ids",
    *KEY_DATES,
}


class CustomerProject(models.Model):
    """A project that a customer has been through, with us or without.

    Our own are kept up to date from the closed opportunities; others are entered by
    hand or imported.
    """

    _name = "customer.project"
    _description = "Customer Project"
    _inherit = ["key.account.access.mixin", "mail.thread"]
    _order = "date_award DESC, id DESC"
    _account_team_partner_field = "account_id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    lead_id = fields.Many2one(
        "crm.lead",
        "Our Opportunity",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: a project of the customer without us.",
    )
    origin = fields.Selection(
        [("ours", "Ours"), ("foreign", "Without Us")],
        compute="_compute_origin",
        store=True,
        precompute=True,
    )
    account_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        index=True,
        help="Our salesperson, or who entered the project.",
    )
    solution_id = fields.Many2one(
        "key.account.solution", index="btree_not_null", ondelete="restrict"
    )
    department_id = fields.Many2one(
        "relationship.department",
        domain="[('account_id', 'parent_of', account_id)]",
        ondelete="set null",
        groups="relationship_network.group_user",
    )
    budget_amount = fields.Monetary("Budget")
    award_amount = fields.Monetary("Amount Awarded")
    size = fields.Monetary(
        compute="_compute_size",
        store=True,
        precompute=True,
        help="The amount awarded, or else the budget.",
    )
    size_company_currency = fields.Float(
        "Size in Company Currency",
        compute="_compute_size_company_currency",
        store=True,
        precompute=True,
        index=True,
        help="At the rate of the award, to compare projects of all currencies.",
    )
    date_initiated = fields.Date("Initiated")
    date_tender = fields.Date("Tender")
    date_bid = fields.Date("Bid Due")
    date_award = fields.Date("Award", index=True)
    outcome = fields.Selection(
        [("won", "Won"), ("lost", "Lost"), ("other", "Not Ours")],
        required=True,
        default="other",
    )
    winner_name = fields.Char("Winner", help="Who got the order, if not we.")
    reason_id = fields.Many2one("crm.review.reason", "Main Reason", ondelete="set null")
    note = fields.Text()
    person_ids = fields.One2many(
        "customer.project.person", "project_id", "Decision Chain"
    )
    criterion_ids = fields.One2many(
        "customer.project.criterion", "project_id", "Decision Criteria"
    )
    competitor_ids = fields.One2many(
        "customer.project.competitor", "project_id", "Competitors"
    )

    _lead_uniq = models.UniqueIndex(
        "(lead_id) WHERE lead_id IS NOT NULL",
        "The opportunity is in the history already.",
    )
    _amount_check = models.Constraint(
        "CHECK(budget_amount >= 0 AND award_amount >= 0)",
        "Neither the budget nor the amount awarded can be negative.",
    )

    @api.depends("lead_id")
    def _compute_origin(self):
        for project in self:
            project.origin = "ours" if project.lead_id else "foreign"

    @api.depends("award_amount", "budget_amount")
    def _compute_size(self):
        for project in self:
            project.size = project.award_amount or project.budget_amount

    @api.depends("size", "currency_id", "company_id", "date_award")
    def _compute_size_company_currency(self):
        for project in self:
            company = project.company_id or self.env.company
            project.size_company_currency = project.currency_id._convert(
                project.size,
                company.currency_id,
                company,
                project.date_award or fields.Date.today(),
            )

    @api.constrains(*KEY_DATES)
    def _check_key_dates(self):
        labels = {
            name: self._fields[name]._description_string(self.env) for name in KEY_DATES
        }
        for project in self:
            known = [(name, project[name]) for name in KEY_DATES if project[name]]
            for (earlier, first), (later, second) in pairwise(known):
                if first > second:
                    raise ValidationError(
                        self.env._(
                            "“%(project)s”: %(earlier)s (%(first)s) comes after "
                            "%(later)s (%(second)s). Correct one of the dates.",
                            project=project.name,
                            earlier=labels[earlier],
                            first=first,
                            later=labels[later],
                            second=second,
                        )
                    )

    @api.constrains("outcome", "lead_id")
    def _check_outcome(self):
        for project in self:
            if not project.lead_id and project.outcome != "other":
                raise ValidationError(
                    self.env._(
                        "“%(project)s” has no opportunity of ours, so we neither won "
                        "nor lost it. Choose “Not Ours”.",
                        project=project.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        projects._check_foreign({"lead_id"})
        return projects

    def write(self, vals):
        self._check_foreign(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ours(self):
        self._check_foreign()

    def _check_foreign(self, names=FOLLOWING):
        """Ours follow their opportunities and are corrected there."""
        ours = self.filtered("lead_id")
        if ours and FOLLOWING & set(names):
            raise UserError(
                self.env._(
                    "“%(project)s” follows our opportunity of this name. Correct it "
                    "there.",
                    project=ours[0].name,
                )
            )

    @api.model
    def get_import_templates(self):
        """The table that says how projects without us are imported."""
        return [
            {
                "label": self.env._("Import template for customer projects"),
                "template": "/key_account_mgmt/static/csv/customer_projects.csv",
            }
        ]
