from odoo import fields, models


class RelationshipHandoverLog(models.Model):
    """Who gave which contact to whom: written by the hand-over, never edited."""

    _name = "relationship.handover.log"
    _description = "Hand-Over"
    _order = "create_date desc, id desc"

    name = fields.Char("Contact", required=True)
    partner_id = fields.Many2one(
        "res.partner", "Contact Record", index="btree_not_null", ondelete="set null"
    )
    account_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="set null"
    )
    map_id = fields.Many2one(
        "relationship.map", index="btree_not_null", ondelete="set null"
    )
    from_user_id = fields.Many2one("res.users", "From", required=True, index=True)
    to_user_id = fields.Many2one("res.users", "To", required=True, index=True)
    what = fields.Selection(
        [("owner", "Relationship"), ("introduction", "Introduction Only")],
        required=True,
        help="Relationship: the successor owns the contact now. Introduction only: the "
        "contact was known to nobody else, but not owned.",
    )
    place_count = fields.Integer("Places on Maps")
    reason = fields.Char("Because")
    company_id = fields.Many2one("res.company", required=True, index=True)
