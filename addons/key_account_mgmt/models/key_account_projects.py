from odoo import models


class KeyAccount(models.Model):
    _inherit = "key.account"

    def action_open_projects(self):
        """Open the earlier projects of the account and its subsidiaries."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.customer_project_action"
        )
        return {
            **action,
            "domain": [("account_id", "child_of", self.account_id.id)],
            "context": {"default_account_id": self.account_id.id},
        }
