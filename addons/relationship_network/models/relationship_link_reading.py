from odoo import api, models
from odoo.fields import Domain


class RelationshipLink(models.Model):
    """Lists of links by reading."""

    _name = "relationship.link"
    _inherit = ["relationship.link", "relationship.reading.mixin"]

    @api.model
    def _get_reading_domain(self, reading):
        """Links of which one end is a person whose ties count in a reading."""
        people = self.env["relationship.reading"]._get_people_domain(reading)
        return Domain("source_id", "any", people) | Domain("target_id", "any", people)
