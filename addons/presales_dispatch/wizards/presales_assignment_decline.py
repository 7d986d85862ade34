from odoo import fields, models
from odoo.exceptions import ValidationError


class PresalesAssignmentDecline(models.TransientModel):
    """Why an expert cannot take a request."""

    _name = "presales.assignment.decline"
    _description = "Decline a Booking"

    assignment_id = fields.Many2one("presales.assignment", required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        """Decline; the request goes back to the queue."""
        self.ensure_one()
        reason = self.reason.strip()
        if not reason:
            raise ValidationError(
                self.env._(
                    "Say why “%s” is declined.",
                    self.assignment_id.request_id.display_name,
                )
            )
        self.assignment_id._decline(reason)
