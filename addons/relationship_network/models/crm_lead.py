from odoo import api, fields, models

from .levels import STATUSES
from .nullable_float import NullableFloat
from .res_partner import USER_GROUP


class CrmLead(models.Model):
    _inherit = "crm.lead"

    relationship_map_ids = fields.One2many(
        "relationship.map", "lead_id", "Relationship Maps", groups=USER_GROUP
    )
    # Stored, so that the pipeline shows, filters and sorts them at no extra query.
    relationship_map_id = fields.Many2one(
        "relationship.map",
        compute="_compute_relationship_map_id",
        store=True,
        copy=False,
        groups=USER_GROUP,
        help="The decision chain of this opportunity.",
    )
    closeness = NullableFloat(
        "Closeness (%)",
        compute="_compute_relationship_map_id",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        groups=USER_GROUP,
        help="How close the decision chain is to us, from -200 % to +200 %.",
    )
    relationship_coverage = NullableFloat(
        "Coverage (%)",
        compute="_compute_relationship_map_id",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        groups=USER_GROUP,
    )
    relationship_status = fields.Selection(
        STATUSES,
        compute="_compute_relationship_map_id",
        store=True,
        groups=USER_GROUP,
    )

    @api.depends(
        "relationship_map_ids.active",
        "relationship_map_ids.closeness",
        "relationship_map_ids.coverage",
        "relationship_map_ids.status",
    )
    def _compute_relationship_map_id(self):
        for lead in self:
            lead_map = lead.relationship_map_ids.filtered("active")[:1]
            lead.relationship_map_id = lead_map
            lead.closeness = lead_map.closeness
            lead.relationship_coverage = lead_map.coverage
            lead.relationship_status = lead_map.status

    def write(self, vals):
        accounts = {}
        if "partner_id" in vals:
            # Departments belong to the account, so they follow a changed customer.
            accounts = {lead_map: lead_map.account_id for lead_map in self._maps_su()}
        result = super().write(vals)
        for lead_map, account in accounts.items():
            if lead_map.account_id != account:
                lead_map._move_departments()
        return result

    def _maps_su(self):
        # Whoever may change the customer keeps the map consistent, seen or not.
        return self.sudo().relationship_map_ids

    def _merge_dependences(self, opportunities):
        """Keep the people of merged opportunities."""
        result = super()._merge_dependences(opportunities)
        sources = opportunities._maps_su()
        target = self._maps_su()
        if sources and not target:
            target, sources = sources[0], sources[1:]
            target.lead_id = self
        for source in sources:
            target._copy_people(source.stakeholder_ids)
        return result

    def action_open_relationship_map(self):
        """Open the drawn decision chain; start it, or bring back an archived one.

        :return: client action
        :raise ValidationError: when the opportunity has no customer
        """
        self.ensure_one()
        if not self.relationship_map_id:
            archived = self.with_context(active_test=False).relationship_map_ids
            archived.action_unarchive()
            if not archived:
                self.env["relationship.map"].create({"lead_id": self.id})
        return self.relationship_map_id.action_open_map()

    def action_copy_account_map(self):
        """Offer to start the decision chain as a copy of the account's map.

        :return: action of the wizard
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "relationship_network.relationship_map_copy_action"
        )
        action["context"] = {"default_lead_id": self.id}
        return action
