from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KeyAccountPlanLineMixin(models.AbstractModel):
    """A line of a plan: it changes with the draft only, seen with the account."""

    _name = "key.account.plan.line.mixin"
    _description = "Line of an Account Plan"
    # What may be written on the lines of an approved plan.
    _open_fields = frozenset()
    # What only closing the plan sets.
    _result_fields = frozenset()

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
        if not self.env.su and self._result_fields & vals.keys():
            self[:1]._check_result()
        touched = vals.keys() - self._open_fields - self._result_fields
        if any(not self._fields[name].compute for name in touched):
            self._check_draft()
        result = super().write(vals)
        if "plan_id" in vals:
            self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_from_draft_only(self):
        self._check_draft()

    def _check_draft(self):
        frozen = self.plan_id.filtered(lambda plan: plan.state != "draft")
        if frozen:
            frozen._refuse_change()

    def _check_result(self):
        """Refuse values that are taken when the plan is closed."""
        if self:
            raise UserError(
                self.env._(
                    "What “%(plan)s” has reached is taken when it is closed.",
                    plan=self.plan_id.display_name,
                )
            )

    def _describe_by_key(self):
        """The lines as texts; those of one name are told apart by their order.

        :return: ``{(name, how many of it came before): text}``
        """
        seen = Counter()
        texts = {}
        for line in self:
            name = line.display_name
            texts[name, seen[name]] = line._describe()
            seen[name] += 1
        return texts

    def _check_of_account(self, record):
        """Refuse a person or department of another customer."""
        self.ensure_one()
        account = self.plan_id.account_id
        if record and record.account_id != account:
            raise ValidationError(
                self.env._(
                    "“%(record)s” belongs to %(other)s, and “%(plan)s” is about "
                    "%(account)s. Choose from its own map.",
                    record=record.display_name,
                    other=record.account_id.name,
                    plan=self.plan_id.display_name,
                    account=account.name,
                )
            )

    def _describe(self):
        """What it says, as one line of text; compared between revisions."""
        raise NotImplementedError
