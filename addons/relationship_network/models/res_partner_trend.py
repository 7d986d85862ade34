from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_open_relationship_trend(self):
        """Open the trend of the account's map.

        :return: client action
        """
        self.ensure_one()
        return self.relationship_map_id.action_open_analysis("trend")
