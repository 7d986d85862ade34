from odoo import api, models
from odoo.fields import Domain


class RelationshipMap(models.Model):
    """Maps by reading: which maps count, and who on a map counts."""

    _name = "relationship.map"
    _inherit = ["relationship.map", "relationship.reading.mixin"]

    @api.model
    def _get_reading_domain(self, reading):
        """Maps that count in a reading.

        Mine and my team's are those we are responsible for or on which somebody counts
        in the reading, the competitor's those with a person its people have a tie with,
        the company's all.
        """
        if reading == "company":
            return Domain.TRUE
        people = self.env["relationship.stakeholder"]._get_reading_domain(reading)
        tied = Domain("stakeholder_ids", "any", people)
        if reading == "competitor":
            return tied
        users = self.env["relationship.reading"]._get_reading_users(reading)
        return tied | Domain("user_id", "in", users.ids)

    def action_open_connections(self):
        """Open who of us knows the people of this map, the best connected first.

        :return: window action
        """
        self.ensure_one()
        partners = self.stakeholder_ids.partner_id
        account = self.account_id
        action = account.action_open_connections()
        return {
            **action,
            "name": self.env._("Who knows %(who)s", who=self.name),
            "domain": [
                ("is_connection", "=", True),
                "|",
                ("contact_id", "in", partners.ids),
                ("contact_account_id", "child_of", account.id),
            ],
        }
