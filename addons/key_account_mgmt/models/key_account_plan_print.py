from odoo import models


class KeyAccountPlan(models.Model):
    _inherit = "key.account.plan"

    def action_export_xlsx(self):
        """Download the plan as a workbook.

        :return: URL action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/key_account_mgmt/plan.xlsx?plan_id={self.id}",
            "target": "download",
        }
