from odoo import fields, models

from .res_partner import USER_GROUP


class ResUsers(models.Model):
    _inherit = "res.users"

    relationship_owner_count = fields.Integer(
        "People Owned", compute="_compute_relationship_owner_count", groups=USER_GROUP
    )

    def _compute_relationship_owner_count(self):
        counts = dict(
            self.env["relationship.stakeholder"]._read_group(
                [("owner_id", "in", self.ids)], ["owner_id"], ["__count"]
            )
        )
        for user in self:
            user.relationship_owner_count = counts.get(user, 0)

    def action_open_connections(self):
        """Open whom this colleague knows.

        :return: window action
        """
        self.ensure_one()
        return self.partner_id.action_open_connections()

    def action_open_handover(self):
        """Open what we lose when this colleague leaves.

        :return: window action
        """
        self.ensure_one()
        return self.env["relationship.handover"]._open(self)
