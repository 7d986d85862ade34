from odoo import models


class ResPartner(models.Model):
    """Whom one of our people knows, and who of us knows a contact or an account."""

    _inherit = "res.partner"

    def action_open_connections(self):
        """Open the connections of one of our people, or of us with others.

        :return: window action: of one of our people the connections, of a contact or
            account those who of us know them, the best connected first
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_connection_action"
        )
        if not self.partner_share:
            key, groups = "own_partner_id", ["group_account"]
            name = self.env._("Connections of %(person)s", person=self.name)
        elif self.is_company:
            key, groups = "contact_account_id", ["group_own"]
            name = self.env._("Who knows %(who)s", who=self.name)
        else:
            key, groups = "contact_id", []
            name = self.env._("Who knows %(who)s", who=self.name)
        operator = "child_of" if key == "contact_account_id" else "="
        context = dict.fromkeys([f"search_default_{group}" for group in groups], 1)
        return {
            **action,
            "name": name,
            "display_name": name,
            "path": False,
            "domain": [("is_connection", "=", True), (key, operator, self.id)],
            "context": {
                "search_default_strongest": 1,
                "partner_display_name_hide_company": True,
                **context,
            },
        }

    def action_open_ties(self):
        """Open all links of a person, also of a competitor's.

        :return: window action
        """
        self.ensure_one()
        if not self.partner_share:
            return self.action_open_connections()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_link_action"
        )
        return {
            **action,
            "name": self.env._("Links of %(person)s", person=self.name),
            "path": False,
            "domain": ["|", ("source_id", "=", self.id), ("target_id", "=", self.id)],
            "context": {},
        }
