from odoo import models


class ResPartner(models.Model):
    """The alerts of an account, or about a contact."""

    _inherit = "res.partner"

    def action_open_relationship_alerts(self):
        """Open the alerts on the maps of an account, or about a contact on any map.

        :return: window action
        """
        self.ensure_one()
        alerts = self.env["relationship.alert"]
        if self.is_company:
            return alerts._get_action("account_id", self)
        return alerts._get_action(
            "stakeholder_id", self.with_context(active_test=False).stakeholder_ids
        )
