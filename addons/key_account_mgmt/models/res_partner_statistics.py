from odoo import models

from .res_partner import USER_GROUP

COLORS = {"A": 10, "B": 4, "C": 3, "D": 0}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _compute_application_statistics_hook(self):
        """The class of an account stands on its card."""
        data = super()._compute_application_statistics_hook()
        if not self.env.user.has_group(USER_GROUP):
            return data
        for account in self.filtered("account_class"):
            data[account.id].append(
                {
                    "iconClass": "fa-diamond",
                    "value": account.account_class,
                    "label": self.env._("Account class"),
                    "tagClass": f"o_tag_color_{COLORS[account.account_class]}",
                }
            )
        return data
