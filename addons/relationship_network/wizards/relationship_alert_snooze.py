from odoo import fields, models


class RelationshipAlertSnooze(models.TransientModel):
    """Asks until when and why an alert can wait."""

    _name = "relationship.alert.snooze"
    _description = "Snooze Alerts"

    alert_ids = fields.Many2many(
        "relationship.alert",
        required=True,
        default=lambda self: self.env.context.get("active_ids", []),
    )
    until = fields.Date(
        required=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), weeks=2),
    )
    reason = fields.Char(required=True)

    def action_snooze(self):
        """Keep the chosen alerts quiet until that day.

        :return: action that closes the wizard
        """
        self.alert_ids._snooze(self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
