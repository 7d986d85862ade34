from odoo import api, fields, models


class KeyAccountPlanLineMixin(models.AbstractModel):
    """A line of a plan: it changes with the draft only, seen with the account."""

    _name = "key.account.plan.line.mixin"
    _description = "Line of an Account Plan"
    # What may be written on the lines of an approved plan.
    _open_fields = frozenset()

    plan_id = fields.Many2one(
        "key.account.plan", required=True, index=True, ondelete="cascade"
    )
    key_account_id = fields.Many2one(
        related="plan_id.key_account_id", store=True, index=True
    )
    account_id = fields.Many2one(related="plan_id.account_id", store=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        touched = vals.keys() - self._open_fields
        if any(not self._fields[name].compute for name in touched):
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_from_draft_only(self):
        self._check_draft()

    def _check_draft(self):
        frozen = self.plan_id.filtered(lambda plan: plan.state != "draft")
        if frozen:
            frozen._refuse_change()

    def _get_key(self):
        """What the line is called when revisions are compared."""
        self.ensure_one()
        return self.display_name

    def _describe(self):
        """What it says, as one line of text; compared between revisions."""
        raise NotImplementedError
