from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_open_connections(self):
        """Open whom this colleague knows.

        :return: window action
        """
        self.ensure_one()
        return self.partner_id.action_open_connections()
