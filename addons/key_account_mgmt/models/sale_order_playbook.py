from odoo import models


class SaleOrder(models.Model):
    """Confirmed orders start the playbooks of delivery and service."""

    _inherit = "sale.order"

    def _action_confirm(self):
        result = super()._action_confirm()
        for playbook in self.env["key.account.playbook"]._get_automatic(
            "order_confirmed"
        ):
            playbook._start(self)
        return result
