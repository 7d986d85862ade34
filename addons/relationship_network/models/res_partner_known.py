from odoo import api, fields, models
from odoo.fields import Domain

from .relationship_reading import READINGS
from .res_partner import USER_GROUP


class ResPartner(models.Model):
    """Lets lists of contacts be searched by who knows them."""

    _inherit = "res.partner"

    known_to = fields.Selection(
        READINGS,
        compute="_compute_known_to",
        search="_search_known_to",
        groups=USER_GROUP,
        export_string_translation=False,
    )

    def _compute_known_to(self):
        """A contact is known in several readings; the field is there to search by."""
        self.known_to = False

    @api.model
    def _search_known_to(self, operator, value):
        if operator != "in":
            return NotImplemented
        readings = self.env["relationship.reading"]
        return Domain.OR(
            Domain("id", "in", readings._get_tied_partners(reading))
            for reading in value
        )
