from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.classification import estimate

PARTS = ("driver", "driver_value", "unit_value", "share", "solution_id")


class KeyAccountEstimate(models.Model):
    """What an account could buy of one solution in a year, and how that is known."""

    _name = "key.account.estimate"
    _description = "Potential Estimate"
    _inherit = ["key.account.part.mixin"]
    _order = "key_account_id, potential DESC, id"
    _rec_name = "solution_id"

    solution_id = fields.Many2one(
        "key.account.solution", index=True, ondelete="restrict", required=True
    )
    driver = fields.Char(
        required=True,
        help="What the need grows with: machines, beds, kilometres of track …",
    )
    driver_value = fields.Float(
        "How Many", digits=(16, 2), required=True, aggregator=None
    )
    unit_value = fields.Monetary(
        "Value of One per Year", required=True, aggregator=None
    )
    share = fields.Float(
        "Our Share (%)",
        default=100,
        required=True,
        digits=(5, 2),
        aggregator="avg",
        help="What part of it we could win.",
    )
    potential = fields.Monetary(compute="_compute_potential", store=True)
    rule_id = fields.Many2one(
        "key.account.estimate.rule",
        "By Rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The rule that keeps this estimate up to date. Whoever changes the "
        "estimate takes it over from the rule.",
    )
    note = fields.Char()

    _solution_uniq = models.UniqueIndex(
        "(key_account_id, solution_id)",
        "This account already has an estimate for the solution. Change that one.",
    )

    @api.depends("driver_value", "unit_value", "share")
    def _compute_potential(self):
        for line in self:
            try:
                line.potential = estimate(
                    line.driver_value, line.unit_value, line.share
                )
            except ValueError:
                line.potential = 0

    @api.constrains("driver_value", "unit_value", "share")
    def _check_parts(self):
        for line in self:
            try:
                estimate(line.driver_value, line.unit_value, line.share)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(account)s, %(solution)s: the driver and its value cannot be "
                        "negative, and our share lies between 0 and 100 %%.",
                        account=line.key_account_id.name,
                        solution=line.solution_id.name,
                    )
                ) from None

    def write(self, vals):
        if "rule_id" not in vals and any(name in vals for name in PARTS):
            vals = {**vals, "rule_id": False}
        return super().write(vals)
