from odoo import fields, models
from odoo.exceptions import ValidationError


class PresalesQueueJump(models.TransientModel):
    """Put a request ahead of the queue, with a reason that everybody sees."""

    _name = "presales.queue.jump"
    _description = "Go Ahead of the Queue"

    request_id = fields.Many2one("presales.request", required=True)
    worth_reason = fields.Char(related="request_id.worth_reason")
    position = fields.Integer("Place", required=True, default=1)
    reason = fields.Char(required=True)

    def action_apply(self):
        """Move the request; everybody who follows it is told why."""
        self.ensure_one()
        reason = self.reason.strip()
        if not reason or self.position < 1:
            raise ValidationError(
                self.env._(
                    "“%s” goes ahead with a reason and a place from 1 on.",
                    self.request_id.display_name,
                )
            )
        self.request_id._jump(self.position, reason)
