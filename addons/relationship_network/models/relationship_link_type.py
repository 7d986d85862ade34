from odoo import fields, models

KINDS = [
    ("influence", "Influence"),
    ("conflict", "Conflict"),
    ("knows", "Knows"),
]


class RelationshipLinkType(models.Model):
    """How two people are linked; the kind tells what analyses make of it."""

    _name = "relationship.link.type"
    _description = "Relationship Link Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        KINDS,
        required=True,
        default="knows",
        help="Influence and conflict have a direction; knowing each other is mutual.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
