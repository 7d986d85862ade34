from odoo import api, fields, models
from odoo.fields import Domain

from .relationship_reading import READINGS


class RelationshipReadingMixin(models.AbstractModel):
    """Lets every list be read as mine, my team's, the company's or a rival's.

    A model that inherits it says who counts in :meth:`_get_reading_domain`.
    """

    _name = "relationship.reading.mixin"
    _description = "List That Has Readings"

    reading = fields.Selection(
        READINGS,
        compute="_compute_reading",
        search="_search_reading",
        export_string_translation=False,
    )

    def _compute_reading(self):
        """A record belongs to several readings; the field is there to search by."""
        self.reading = False

    @api.model
    def _search_reading(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_reading_domain(reading) for reading in value)

    @api.model
    def _get_reading_domain(self, reading):
        """Which records count in a reading.

        :param reading: one of :data:`READINGS`
        :return: domain on this model
        """
        raise NotImplementedError
