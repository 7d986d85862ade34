from odoo import fields, models


class RelationshipStakeholder(models.Model):
    """Remembers by which key a file names this person.

    The customer's own reference of a contact is not used for that: it means something
    else to them, and a placeholder has no contact.
    """

    _inherit = "relationship.stakeholder"

    external_key = fields.Char(
        copy=False,
        help="How the file that this person was imported from names them; importing "
        "it again finds the person by it.",
    )

    _external_key_uniq = models.UniqueIndex(
        "(map_id, external_key) WHERE external_key IS NOT NULL",
        "Another person on this map already has that external key.",
    )
