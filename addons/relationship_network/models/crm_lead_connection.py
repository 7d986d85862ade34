from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_open_connections(self):
        """Open who of us knows the customer.

        :return: window action
        """
        self.ensure_one()
        return self.partner_id.commercial_partner_id.action_open_connections()
