from odoo import fields, models

from .levels import LEVELS


class RelationshipLevelChange(models.Model):
    """One dated change of a level: written by the stakeholder, never edited."""

    _name = "relationship.level.change"
    _description = "Level Change"
    _order = "date desc, id desc"
    _rec_name = "stakeholder_id"

    stakeholder_id = fields.Many2one(
        "relationship.stakeholder", required=True, index=True, ondelete="cascade"
    )
    map_id = fields.Many2one(
        related="stakeholder_id.map_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="stakeholder_id.partner_id",
        string="Contact",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    company_id = fields.Many2one(
        related="stakeholder_id.company_id", store=True, precompute=True
    )
    feature = fields.Selection(
        [
            ("level", "Closeness"),
            ("solution_level", "Solution Acceptance"),
            ("price_level", "Price Acceptance"),
            ("target_level", "Target Level"),
        ],
        required=True,
    )
    old_level = fields.Selection(LEVELS, string="From")
    new_level = fields.Selection(LEVELS, string="To")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", "By", required=True, default=lambda self: self.env.user
    )
    reason = fields.Char("Why")
