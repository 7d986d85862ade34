from odoo import fields, models


class PresalesRequest(models.Model):
    """The hours that were logged for a request."""

    _inherit = "presales.request"

    logged_hours = fields.Float(compute="_compute_logged_hours")

    def _compute_logged_hours(self):
        # The sum is shown with the request, whoever sees the single efforts.
        rows = (
            self.env["presales.effort"]
            .sudo()
            ._read_group(
                [("request_id", "in", self.ids)], ["request_id"], ["hours:sum"]
            )
        )
        hours = {request.id: total for request, total in rows}
        for request in self:
            request.logged_hours = hours.get(request._origin.id, 0.0)

    def action_log_hours(self):
        """Open the dialog that logs hours for the request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_log_action"
        )
        context = {"default_request_id": self.id, "default_lead_id": self.lead_id.id}
        return {**action, "context": context}

    def action_open_efforts(self):
        """Open the hours that were logged for the request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_action"
        )
        return {**action, "domain": [("request_id", "=", self.id)]}
