from odoo import api, fields, models
from odoo.fields import Domain

from .relationship_reading import READINGS


class RelationshipStakeholder(models.Model):
    """Lets every list of people be read as mine, my team's, ours or a rival's."""

    _inherit = "relationship.stakeholder"

    reading = fields.Selection(
        READINGS,
        compute="_compute_reading",
        search="_search_reading",
        export_string_translation=False,
    )

    def _compute_reading(self):
        """A person belongs to several readings; the field is there to search by."""
        self.reading = False

    @api.model
    def _search_reading(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_reading_domain(reading) for reading in value)

    @api.model
    def _get_reading_domain(self, reading):
        """People who count in a reading.

        Mine and my team's are those whom we own or have a tie with, the competitor's
        those whom one of its people has a tie with, the company's all.

        :param reading: one of :data:`READINGS`
        :return: domain on ``relationship.stakeholder``
        """
        if reading == "company":
            return Domain.TRUE
        readings = self.env["relationship.reading"]
        tied = Domain("partner_id", "in", readings._get_tied_partners(reading))
        if reading == "competitor":
            return tied
        users = self.env.user if reading == "mine" else readings._get_team_users()
        return tied | Domain("owner_id", "in", users.ids)
