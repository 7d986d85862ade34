from odoo import api, models
from odoo.fields import Domain


class RelationshipStakeholder(models.Model):
    """Lists of people by reading."""

    _name = "relationship.stakeholder"
    _inherit = ["relationship.stakeholder", "relationship.reading.mixin"]

    @api.model
    def _get_reading_domain(self, reading):
        """People who count in a reading.

        Mine and my team's are those whom we own or have a tie with, the competitor's
        those whom one of its people has a tie with, the company's all.
        """
        if reading == "company":
            return Domain.TRUE
        readings = self.env["relationship.reading"]
        tied = Domain("partner_id", "in", readings._get_tied_partners(reading))
        if reading == "competitor":
            return tied
        users = readings._get_reading_users(reading)
        return tied | Domain("owner_id", "in", users.ids)
