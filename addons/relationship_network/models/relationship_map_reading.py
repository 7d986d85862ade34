from odoo import api, models
from odoo.fields import Domain

from .levels import COUNT_FIELDS


class RelationshipMap(models.Model):
    """Maps by reading: which maps count, and who on a map counts."""

    _name = "relationship.map"
    _inherit = ["relationship.map", "relationship.reading.mixin"]

    @api.model
    def _get_reading_domain(self, reading):
        """Maps that count in a reading.

        Mine and my team's are those we are responsible for or on which somebody counts
        in the reading, the competitor's those with a person its people have a tie with,
        the company's all.
        """
        if reading == "company":
            return Domain.TRUE
        people = self.env["relationship.stakeholder"]._get_reading_domain(reading)
        tied = Domain("stakeholder_ids", "any", people)
        if reading == "competitor":
            return tied
        users = self.env["relationship.reading"]._get_reading_users(reading)
        return tied | Domain("user_id", "in", users.ids)

    # ------------------------------------------------------------ the drawn map

    def _get_readings(self, links):
        """Whose ties the drawn map can show apart, and how close their people are.

        The company's reading is the whole map.

        :param links: the links of the map that the user sees
        :return: ``{reading: values}``; values are ``partner_ids`` (whose ties count),
            ``person_ids`` (people of the map whom they own or have a tie with),
            ``closeness``, ``coverage`` and ``counts`` per level of these people
        """
        self.ensure_one()
        users = {
            reading: self.env["relationship.reading"]._get_reading_users(reading)
            for reading in ("mine", "team")
        }
        ends = links.source_id | links.target_id | self.stakeholder_ids.partner_id
        rivals = ends.browse(
            end.id
            for end in ends
            if end.partner_share and end.commercial_partner_id.is_competitor
        )
        return {
            "mine": self._get_reading_values(
                links, users["mine"].partner_id, users["mine"]
            ),
            "team": self._get_reading_values(
                links, users["team"].partner_id, users["team"]
            ),
            "competitor": self._get_reading_values(links, rivals),
        }

    def _get_reading_values(self, links, partners, owners=()):
        tied = {
            far.id
            for link in links
            if link.kind != "conflict"
            for near, far in (
                (link.source_id, link.target_id),
                (link.target_id, link.source_id),
            )
            if near in partners
        }
        people = self.stakeholder_ids.browse(
            person.id
            for person in self.stakeholder_ids
            if person.partner_id.id in tied or person.owner_id in owners
        )
        tally = people._get_tally()
        return {
            "partner_ids": partners.ids,
            "person_ids": people.ids,
            "closeness": False if tally.closeness is None else tally.closeness,
            "coverage": False if tally.coverage is None else tally.coverage,
            "counts": {
                "" if level is None else str(level): tally.count(level)
                for level in COUNT_FIELDS
            },
        }

    def action_open_connections(self):
        """Open who of us knows the people of this map, the best connected first.

        :return: window action
        """
        self.ensure_one()
        partners = self.stakeholder_ids.partner_id
        account = self.account_id
        action = account.action_open_connections()
        return {
            **action,
            "name": self.env._("Who knows %(who)s", who=self.name),
            "domain": [
                ("is_connection", "=", True),
                "|",
                ("contact_id", "in", partners.ids),
                ("contact_account_id", "child_of", account.id),
            ],
        }
