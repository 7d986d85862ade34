from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.relationship_network.models.nullable_float import NullableFloat


class KeyAccountClassification(models.Model):
    """What the last evaluation says about an account."""

    _inherit = "key.account"

    evaluation_ids = fields.One2many(
        "key.account.evaluation", "key_account_id", "Evaluations"
    )
    evaluation_id = fields.Many2one(
        "key.account.evaluation",
        "Last Evaluation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    evaluation_line_ids = fields.One2many(
        related="evaluation_id.line_ids", string="Criteria of the Last Evaluation"
    )
    evaluation_date = fields.Date("Evaluated On", readonly=True, copy=False)
    potential = fields.Monetary(
        readonly=True,
        copy=False,
        help="What the account could buy from us in a year, by the last evaluation.",
    )
    contribution = fields.Monetary(
        readonly=True,
        copy=False,
        help="Confirmed orders of the period, by the last evaluation.",
    )
    score = NullableFloat(
        digits=(5, 1),
        aggregator="avg",
        readonly=True,
        copy=False,
        help="Weighted criteria of the scoring model, 0 to 100.",
    )
    key_reason = fields.Text(related="evaluation_id.key_reason", string="Score Says")
    class_reason = fields.Text(
        compute="_compute_class_reason", help="Why the account has its class."
    )
    class_override_reason = fields.Char("Why by Hand", readonly=True, copy=False)
    class_override_until = fields.Date(
        "By Hand Until",
        readonly=True,
        copy=False,
        help="The last day; then the class is the one of the evaluation again.",
    )
    class_override_user_id = fields.Many2one(
        "res.users", "Set By", readonly=True, copy=False, ondelete="set null"
    )

    @api.depends(
        "evaluation_id.reason",
        "class_override",
        "key_override",
        "class_override_reason",
        "class_override_until",
        "class_override_user_id",
    )
    @api.depends_context("lang")
    def _compute_class_reason(self):
        for account in self:
            by_data = account.evaluation_id.reason
            by_hand = (
                account.class_override or account.key_override
            ) and account._explain_override()
            account.class_reason = (
                " ".join(filter(None, [by_hand, by_data]))
                if by_data or by_hand
                else account.env._("Not evaluated yet.")
            )

    def _explain_override(self):
        values = {
            "what": ", ".join(self._name_override()),
            "user": self.class_override_user_id.sudo().name or "",
            "reason": self.class_override_reason or "",
        }
        if not self.class_override_until:
            return self.env._(
                "Set by hand to %(what)s by %(user)s: %(reason)s. The evaluation says:",
                **values,
            )
        return self.env._(
            "Set by hand to %(what)s by %(user)s until %(until)s: %(reason)s. The "
            "evaluation says:",
            until=format_date(self.env, self.class_override_until),
            **values,
        )

    def _name_override(self):
        if self.class_override:
            yield self.env._("class %(class_name)s", class_name=self.class_override)
        if self.key_override:
            yield (
                self.env._("key account")
                if self.key_override == "yes"
                else self.env._("no key account")
            )
