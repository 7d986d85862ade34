from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    presales_request_ids = fields.One2many(
        "presales.request",
        "lead_id",
        "Presales Requests",
        groups="presales_dispatch.group_user",
    )

    def action_open_presales_requests(self):
        """Open what this opportunity asked presales for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_request_action"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = {"default_lead_id": self.id}
        return action
