from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..models.key_account_policy import ACCOUNT_CLASSES


class KeyAccountClassOverride(models.TransientModel):
    """Sets the class of accounts by hand, with a reason and an end."""

    _name = "key.account.class.override"
    _description = "Set the Class by Hand"

    key_account_ids = fields.Many2many(
        "key.account", string="Accounts", required=True, readonly=True
    )
    class_override = fields.Selection(
        ACCOUNT_CLASSES, "Class", help="Empty: as evaluated."
    )
    key_override = fields.Selection(
        [("yes", "Key Account"), ("no", "No Key Account")],
        "Key Account",
        help="Empty: as evaluated.",
    )
    reason = fields.Char(required=True)
    date_until = fields.Date(
        "Until",
        default=lambda self: fields.Date.add(fields.Date.context_today(self), months=6),
        help="The last day; then the evaluation counts again. Empty: until lifted.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        accounts = self.env["key.account"].browse(self.env.context.get("active_ids"))
        if "key_account_ids" in fields and accounts:
            values["key_account_ids"] = [Command.set(accounts.ids)]
        if len(accounts) == 1 and accounts.class_override:
            values["class_override"] = accounts.class_override
            values["key_override"] = accounts.key_override
            values["reason"] = accounts.class_override_reason
            values["date_until"] = accounts.class_override_until
        return values

    @api.constrains("date_until")
    def _check_date_until(self):
        today = fields.Date.context_today(self)
        if any(wizard.date_until and wizard.date_until < today for wizard in self):
            raise ValidationError(
                self.env._("The last day is over already. Choose a later one.")
            )

    def action_apply(self):
        """Set the class; the reason stays on the account and in its history.

        :raise ValidationError: when nothing is set, or without a reason
        """
        self.ensure_one()
        if not (self.class_override or self.key_override):
            raise ValidationError(
                self.env._("Choose a class, or whether it is a key account.")
            )
        for account in self.key_account_ids:
            account.write(self._prepare_values(account))

    def _prepare_values(self, account):
        by_evaluation = account.evaluation_id.is_key_account
        return {
            "class_override": self.class_override,
            "key_override": self.key_override,
            "class_override_reason": self.reason,
            "class_override_until": self.date_until,
            "class_override_user_id": self.env.uid,
            "is_key_account": (
                self.key_override == "yes" if self.key_override else by_evaluation
            ),
        }
