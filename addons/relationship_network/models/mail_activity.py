from odoo import fields, models

from .relationship_introduction import OPEN_STATES


class MailActivity(models.Model):
    """Finishing the reminder of an introduction records that it took place."""

    _inherit = "mail.activity"

    introduction_id = fields.Many2one(
        "relationship.introduction", index="btree_not_null", ondelete="cascade"
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        # Whoever finishes the reminder of a colleague may not see the request.
        requests = self.sudo().introduction_id.filtered(
            lambda request: (
                request.state in OPEN_STATES and request._may_answer(self.env.user)
            )
        )
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        for request in requests.sudo(False):
            request._record_answer("done", feedback)
        return result
