from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import format_date

OVERRIDE_FIELDS = (
    "class_override",
    "key_override",
    "class_override_reason",
    "class_override_until",
    "class_override_user_id",
)

# Written by evaluations, which run with all rights.
EVALUATED_FIELDS = (
    "evaluated_class",
    "is_key_account",
    "potential",
    "contribution",
    "score",
    "evaluation_id",
    "evaluation_date",
)
GUARDED_FIELDS = frozenset(OVERRIDE_FIELDS + EVALUATED_FIELDS)


class KeyAccountOverride(models.Model):
    """The class that a manager set by hand, with reason and end."""

    _inherit = "key.account"

    class_override = fields.Selection(tracking=True)
    key_override = fields.Selection(
        [("yes", "Key Account"), ("no", "No Key Account")],
        "Key Account by Hand",
        readonly=True,
        copy=False,
        tracking=True,
    )

    def write(self, vals):
        if not self.env.su and not GUARDED_FIELDS.isdisjoint(vals):
            self._check_may_override()
        return super().write(vals)

    @api.model
    def _check_may_override(self):
        if not self.env.user.has_group("key_account_mgmt.group_manager"):
            raise AccessError(
                self.env._(
                    "Only managers of key accounts set a class by hand. Ask one of "
                    "them, or evaluate the account."
                )
            )

    @api.constrains("class_override", "key_override", "class_override_reason")
    def _check_override_reason(self):
        for account in self:
            by_hand = account.class_override or account.key_override
            if by_hand and not (account.class_override_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(account)s: say why its class is set by hand.",
                        account=account.name,
                    )
                )

    def action_lift_override(self):
        """Go back to what the last evaluation says."""
        self._check_may_override()
        for account in self:
            account.write(
                {
                    **dict.fromkeys(OVERRIDE_FIELDS, False),
                    "is_key_account": account.evaluation_id.is_key_account,
                }
            )

    @api.model
    def _cron_lift_overrides(self):
        """Lift what was set by hand until yesterday or earlier; say so on the account.

        :return: ``key.account`` that were lifted
        """
        expired = self.search(
            [("class_override_until", "<", fields.Date.context_today(self))]
        )
        bodies = {
            account.id: account.env._(
                "What was set by hand ended on %(date)s (%(reason)s). The evaluation "
                "counts again.",
                date=format_date(self.env, account.class_override_until),
                reason=account.class_override_reason or "",
            )
            for account in expired
        }
        expired.action_lift_override()
        if expired:
            expired._message_log_batch(bodies)
        return expired
