from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

READINGS = [
    ("mine", "Mine"),
    ("team", "My Team's"),
    ("company", "The Company's"),
    ("competitor", "The Competitor's"),
]


class RelationshipReading(models.AbstractModel):
    """Whose ties an analysis looks at: mine, my team's, our company's, a rival's."""

    _name = "relationship.reading"
    _description = "Reading of an Analysis"

    @api.model
    def _get_people_domain(self, reading):
        """The people whose ties count in a reading.

        :param reading: one of :data:`READINGS`
        :return: domain on ``res.partner``
        :raise ValidationError: when there is no such reading
        """
        ours = Domain("partner_share", "=", False)
        user = self.env.user
        if reading == "mine":
            return Domain("id", "=", user.partner_id.id)
        if reading == "team":
            return ours & Domain("user_ids", "in", self._get_team_users().ids)
        if reading == "company":
            return ours
        if reading == "competitor":
            rival = Domain("commercial_partner_id.is_competitor", "=", True)
            return Domain("partner_share", "=", True) & rival
        raise ValidationError(
            self.env._(
                "“%(reading)s” is no reading. Choose one of: %(readings)s.",
                reading=reading,
                readings=", ".join(name for name, __ in READINGS),
            )
        )

    @api.model
    def _get_team_users(self):
        """The user, and whoever is in a sales team that they lead or belong to."""
        user = self.env.user
        # Team mates of a seller who may not read other users.
        teams = (
            self.env["crm.team"]
            .sudo()
            .search(
                Domain("user_id", "=", user.id)
                | Domain("crm_team_member_ids.user_id", "=", user.id)
            )
        )
        members = teams.crm_team_member_ids.filtered("active").user_id
        return user | teams.user_id | members

    @api.model
    def _get_reading_users(self, reading):
        """The users who stand for a reading of our own side.

        :param reading: ``mine`` or ``team``
        """
        return self.env.user if reading == "mine" else self._get_team_users()

    @api.model
    def _get_tied_partners(self, reading):
        """The people who have a tie with somebody of a reading today.

        :param reading: one of :data:`READINGS`
        :return: SQL that selects their ids, through the links that the user may see
        """
        links = self.env["relationship.link"]
        holds = Domain("kind", "!=", "conflict") & links._get_valid_domain()
        people = self._get_people_domain(reading)
        sides = [("source_id", "target_id"), ("target_id", "source_id")]
        queries = [
            (links._search(holds & Domain(near, "any", people)), far)
            for near, far in sides
        ]
        return SQL(" UNION ").join(
            query.subselect(SQL.identifier(query.table, far)) for query, far in queries
        )
