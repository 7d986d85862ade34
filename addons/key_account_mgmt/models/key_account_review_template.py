from odoo import api, fields, models
from odoo.fields import Domain

from .key_account_policy import ACCOUNT_CLASSES

REVIEW_KINDS = [
    ("plan", "Plan Review"),
    ("evaluation", "Customer Evaluation"),
    ("coverage", "Coverage Review"),
    ("strategy", "Strategy Review"),
]


class KeyAccountReviewTemplate(models.Model):
    """The checklist that a review of a kind starts with."""

    _name = "key.account.review.template"
    _description = "Review Template"
    _order = "kind, account_class, company_id, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(REVIEW_KINDS, "Kind of Review", required=True)
    account_class = fields.Selection(
        ACCOUNT_CLASSES, "Class", help="Empty: for accounts of every class."
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for every company without a template of its own.",
    )
    description = fields.Text(
        "Purpose", translate=True, help="The question that the review answers."
    )
    line_ids = fields.One2many(
        "key.account.review.template.line", "template_id", "Checklist", copy=True
    )
    line_count = fields.Integer("Points", compute="_compute_line_count")
    active = fields.Boolean(default=True)

    _scope_uniq = models.UniqueIndex(
        "(kind, COALESCE(account_class, ''), COALESCE(company_id, 0)) "
        "WHERE active IS TRUE",
        "There already is a template for reviews of this kind and class. Change it, or "
        "archive it first.",
    )

    @api.depends("line_ids")
    def _compute_line_count(self):
        for template in self:
            template.line_count = len(template.line_ids)

    @api.model
    def _get_templates(self, company):
        """The templates that hold in a company.

        :return: ``{(kind, class or False): template}``; a company's own template comes
            before the shared one
        """
        templates = self.search(Domain("company_id", "in", [company.id, False]))
        shared_first = templates.sorted(lambda template: bool(template.company_id))
        return {
            (template.kind, template.account_class): template
            for template in shared_first
        }
