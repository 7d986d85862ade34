from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

PAIR = ("own_partner_id", "contact_id", "company_id")


class RelationshipSignal(models.Model):
    """Who seems to know somebody, although no connection is recorded."""

    _inherit = "relationship.signal"

    has_connection = fields.Boolean(
        "Recorded",
        compute="_compute_has_connection",
        search="_search_has_connection",
        help="A connection of these two is recorded that you may see.",
    )

    @api.depends("own_partner_id", "contact_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_has_connection(self):
        links = self.env["relationship.link"]
        if self.ids:
            links = links.search_fetch(
                self._get_recorded_domain()
                & Domain("own_partner_id", "in", self.own_partner_id.ids)
                & Domain("contact_id", "in", self.contact_id.ids),
                PAIR,
            )
        recorded = {tuple(link[name] for name in PAIR) for link in links}
        for signal in self:
            signal.has_connection = tuple(signal[name] for name in PAIR) in recorded

    def _search_has_connection(self, operator, value):
        if operator != "in":
            return NotImplemented
        links = self.env["relationship.link"]._search(self._get_recorded_domain())
        pairs = links.subselect(
            SQL(", ").join(SQL.identifier(links.table, name) for name in PAIR)
        )
        recorded = SQL(
            "(SELECT id FROM relationship_signal "
            "WHERE (own_partner_id, contact_id, company_id) IN %s)",
            pairs,
        )
        return Domain("id", "in" if True in value else "not in", recorded)

    def _get_recorded_domain(self):
        return Domain("is_connection", "=", True) & Domain("kind", "!=", "conflict")

    def action_record_connection(self):
        """Record that these people know each other; the link follows the signal.

        :return: client action that says how many were recorded
        :raise UserError: when every pair has its connection already
        """
        new = self.filtered(lambda signal: not signal.has_connection)
        if not new:
            raise UserError(
                self.env._("Their connections are recorded already. Choose others.")
            )
        acquaintance = self.env.ref(
            "relationship_network.relationship_link_type_acquaintance",
            raise_if_not_found=False,
        ) or self.env["relationship.link.type"].search(
            [("kind", "=", "knows")], limit=1
        )
        links = self.env["relationship.link"].create(
            [
                {
                    "source_id": signal.own_partner_id.id,
                    "target_id": signal.contact_id.id,
                    "type_id": acquaintance.id,
                    "strength": signal.suggested_strength,
                    "follows_signal": True,
                    "origin": self.env._("Mails, meetings and activities"),
                    "company_id": signal.company_id.id,
                }
                for signal in new
            ]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Recorded: %(links)s. The strength follows the signal until "
                    "somebody sets it by hand.",
                    links=", ".join(links.mapped("display_name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_connections(self):
        """Open the recorded connections of this pair.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_connection_action"
        )
        links = self.env["relationship.link"].search(
            self._get_recorded_domain()
            & Domain("own_partner_id", "=", self.own_partner_id.id)
            & Domain("contact_id", "=", self.contact_id.id)
        )
        return {**action, "domain": [("id", "in", links.ids)], "context": {}}
