from odoo import api, fields, models
from odoo.fields import Command


class KeyAccountPlanCompare(models.TransientModel):
    """Two revisions of a plan beside each other: what changed."""

    _name = "key.account.plan.compare"
    _description = "Compare Plans"

    plan_id = fields.Many2one("key.account.plan", required=True, ondelete="cascade")
    key_account_id = fields.Many2one(related="plan_id.key_account_id")
    other_id = fields.Many2one(
        "key.account.plan",
        "Compared With",
        domain="[('key_account_id', '=', key_account_id), ('id', '!=', plan_id)]",
        ondelete="cascade",
    )
    line_ids = fields.One2many(
        "key.account.plan.compare.line",
        "comparison_id",
        compute="_compute_line_ids",
        store=True,
    )

    @api.depends("plan_id", "other_id")
    def _compute_line_ids(self):
        for comparison in self:
            changes = (
                comparison.plan_id._get_changes(comparison.other_id)
                if comparison.other_id
                else []
            )
            comparison.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {"part": part, "name": name, "before": before, "after": after}
                    )
                    for part, name, before, after in changes
                ),
            ]


class KeyAccountPlanCompareLine(models.TransientModel):
    """One difference between two revisions."""

    _name = "key.account.plan.compare.line"
    _description = "Difference Between Plans"

    comparison_id = fields.Many2one(
        "key.account.plan.compare", required=True, index=True, ondelete="cascade"
    )
    part = fields.Char()
    name = fields.Char("What")
    before = fields.Char()
    after = fields.Char()
