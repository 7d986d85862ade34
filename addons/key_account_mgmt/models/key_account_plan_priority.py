from odoo import api, fields, models


class KeyAccountPlanPriority(models.Model):
    """What the customer wants to reach, who stands behind it, and our answer."""

    _name = "key.account.plan.priority"
    _description = "Customer Priority"
    _inherit = "key.account.plan.line.mixin"
    _order = "plan_id, sequence, id"

    name = fields.Char("Priority", required=True)
    sponsor_id = fields.Many2one(
        "relationship.stakeholder",
        domain="[('account_id', '=', account_id)]",
        index="btree_not_null",
        ondelete="set null",
        help="Who on the customer's side stands behind it.",
    )
    solution_id = fields.Many2one(
        "key.account.solution",
        "Our Answer",
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Char("How We Help")

    @api.constrains("sponsor_id", "plan_id")
    def _check_sponsor(self):
        for priority in self:
            priority._check_of_account(priority.sponsor_id)

    def _describe(self):
        parts = [self.sponsor_id.name, self.solution_id.name, self.note]
        return " · ".join(part for part in parts if part)


class KeyAccountPlanSwot(models.Model):
    """A strength, weakness, opportunity or threat of ours at the account."""

    _name = "key.account.plan.swot"
    _description = "SWOT Point"
    _inherit = "key.account.plan.line.mixin"
    _order = "plan_id, kind, sequence, id"

    kind = fields.Selection(
        [
            ("1_strength", "Strength"),
            ("2_weakness", "Weakness"),
            ("3_opportunity", "Opportunity"),
            ("4_threat", "Threat"),
        ],
        required=True,
        default="1_strength",
    )
    name = fields.Char("Point", required=True)
    note = fields.Char("What We Do About It")

    def _describe(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return " · ".join(filter(None, [kinds[self.kind], self.note]))
