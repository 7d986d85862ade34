from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

# How the customer sees us against the others.
STANDINGS = [
    ("2", "Clearly Ahead"),
    ("1", "Ahead"),
    ("0", "Level"),
    ("-1", "Behind"),
    ("-2", "Clearly Behind"),
]


class CrmLeadCriterion(models.Model):
    """How much a criterion weighs in this decision, and how we stand in it."""

    _name = "crm.lead.criterion"
    _description = "Decision Criterion of an Opportunity"
    _inherit = ["crm.lead.fact.mixin"]
    _order = "weight DESC, id"
    _rec_name = "criterion_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    criterion_id = fields.Many2one(
        "crm.decision.criterion", required=True, index=True, ondelete="restrict"
    )
    weight = fields.Float(
        "Weight (%)",
        required=True,
        digits=(6, 1),
        help="Share in the decision; all criteria of an opportunity add up to 100 % "
        "or less, as long as some are unknown.",
    )
    standing = fields.Selection(
        STANDINGS,
        "Our Standing",
        help="How the customer sees us in it; empty: not known.",
    )
    note = fields.Char("Evidence")

    _criterion_uniq = models.UniqueIndex(
        "(lead_id, criterion_id)", "The opportunity already names this criterion."
    )
    _weight_check = models.Constraint(
        "CHECK(weight > 0 AND weight <= 100)",
        "The weight of a criterion lies above 0 and not above 100 %.",
    )

    @api.constrains("weight", "lead_id")
    def _check_total(self):
        rows = self._read_group(
            [("lead_id", "in", self.lead_id.ids)], ["lead_id"], ["weight:sum"]
        )
        for lead, total in rows:
            if float_compare(total, 100, precision_digits=1) > 0:
                raise ValidationError(
                    self.env._(
                        "The decision criteria of “%(lead)s” add up to %(total)s %%. "
                        "Lower some: together they decide 100 %%.",
                        lead=lead.name,
                        total=round(total, 1),
                    )
                )
