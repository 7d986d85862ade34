from odoo import api, fields, models

from ..models.levels import LEVELS


class RelationshipHandoverLine(models.TransientModel):
    """One contact who needs a successor."""

    _name = "relationship.handover.line"
    _description = "Contact to Hand Over"
    _order = "value desc, name, id"

    handover_id = fields.Many2one(
        "relationship.handover", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", "Contact", ondelete="cascade")
    account_id = fields.Many2one("res.partner", ondelete="cascade")
    stakeholder_ids = fields.Many2many(
        "relationship.stakeholder",
        string="Places Owned",
        help="Where the leaving colleague owns this contact, on maps of the account "
        "and of opportunities.",
    )
    role_id = fields.Many2one("relationship.role")
    level = fields.Selection(LEVELS)
    weight = fields.Float(digits=(16, 2))
    strength = fields.Integer(
        help="How well the leaving colleague knows the contact, from 1 to 5."
    )
    last_contact = fields.Datetime()
    is_owned = fields.Boolean("Owned")
    is_only_known = fields.Boolean("Known by Nobody Else")
    value = fields.Float(digits=(16, 2), help="Strength × weight")
    strengths = fields.Json(
        help="How well each other colleague knows the contact, by user."
    )
    proposed_id = fields.Many2one("res.users", "Proposal")
    proposal_reason = fields.Char()
    successor_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('id', '!=', parent.user_id)]",
        help="Leave it empty to hand over this contact later.",
    )
    reason = fields.Char("Because", compute="_compute_reason")
    lost_value = fields.Float(
        "Lost",
        compute="_compute_lost_value",
        digits=(16, 2),
        help="What the successor lacks of the value: the missing strength × weight.",
    )

    def _strength_of_successor(self):
        return (self.strengths or {}).get(str(self.successor_id.id), 0)

    @api.depends("successor_id", "strengths", "strength", "weight")
    def _compute_lost_value(self):
        for line in self:
            missing = max(0, line.strength - line._strength_of_successor())
            line.lost_value = missing * line.weight

    @api.depends("successor_id", "proposed_id", "proposal_reason", "strengths")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            strength = line._strength_of_successor()
            if line.successor_id == line.proposed_id:
                line.reason = line.proposal_reason
            elif strength:
                line.reason = self.env._(
                    "Knows them, strength %(strength)s of 5", strength=strength
                )
            else:
                line.reason = self.env._("Your choice; does not know them yet")

    def _get_introduction_summary(self):
        self.ensure_one()
        return self.env._(
            "Introduce %(successor)s to %(contact)s",
            successor=self.successor_id.name,
            contact=self.name,
        )

    def _get_log_values(self):
        """What the log keeps of this line."""
        self.ensure_one()
        return {
            "name": self.name,
            "partner_id": self.partner_id.id,
            "account_id": self.account_id.id,
            "map_id": self.stakeholder_ids.map_id[:1].id,
            "from_user_id": self.handover_id.user_id.id,
            "to_user_id": self.successor_id.id,
            "what": "owner" if self.stakeholder_ids else "introduction",
            "place_count": len(self.stakeholder_ids),
            "reason": self.reason,
            "company_id": self.handover_id.company_id.id,
        }
