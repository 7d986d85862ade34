from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .relationship_link_connection import ConnectionFigures


class RelationshipLink(models.Model):
    """Who knows how many people, how well, and of which weight."""

    _inherit = "relationship.link"

    @api.model
    def get_leaderboard(self, reading="company", team_id=False, limit=100):
        """People ranked by the value of their connections, as the user sees them.

        :param reading: one of ``relationship.reading``; the competitor's people are
            ranked by their ties with people on our accounts' maps
        :param team_id: only the members and the leader of this sales team
        :param limit: most people to return
        :return: dict with ``people`` (``partner_id``, ``name``, ``subtitle``, ``is_me``
            and the fields of ``ConnectionFigures``), ``cut`` (how many the limit left
            out) and ``teams`` to choose from (``id``, ``name``)
        :raise ValidationError: when there is no such reading
        """
        people = self.env["relationship.reading"]._get_people_domain(reading)
        if reading == "competitor":
            figures = self._get_rival_figures(people)
        else:
            if team_id:
                people &= Domain("user_ids", "in", self._get_team_users(team_id).ids)
            figures = self._get_connection_figures(
                Domain("own_partner_id", "any", people)
            )
        visible = self.env["res.partner"].union(*figures)._filtered_access("read")
        ranked = visible.sorted(
            lambda person: (-figures[person].value, person.name or "", person.id)
        )
        return {
            "people": [
                self._get_leaderboard_values(person, figures[person])
                for person in ranked[:limit]
            ],
            "cut": max(len(ranked) - limit, 0),
            "teams": self.env["crm.team"].search_read([], ["name"]),
        }

    @api.model
    def _get_team_users(self, team_id):
        """Leader and members of a sales team that the user may read."""
        team = self.env["crm.team"].search([("id", "=", team_id)])
        return team.user_id | team.crm_team_member_ids.filtered("active").user_id

    @api.model
    def _get_leaderboard_values(self, person, figures):
        company = person.partner_share and person.commercial_company_name
        return {
            "partner_id": person.id,
            "name": person.name or person.display_name,
            "subtitle": ", ".join(filter(None, (person.function, company))),
            "is_me": person == self.env.user.partner_id,
            **figures._asdict(),
        }

    @api.model
    def _get_rival_figures(self, people):
        """What the ties of competitors' people with people on our maps are worth.

        :param people: domain of the competitors' people
        :return: ``{person: ConnectionFigures}``
        """
        rivals = self.env["res.partner"].search(people)
        ties = Domain("source_id", "in", rivals.ids) | Domain(
            "target_id", "in", rivals.ids
        )
        links = self.search_fetch(
            Domain("kind", "!=", "conflict") & self._get_valid_domain() & ties,
            ["source_id", "target_id", "strength", "company_id"],
            order="strength, id desc",
        )
        places = self._get_places(links.source_id | links.target_id)
        known = defaultdict(dict)
        for link in links:
            rival, contact = link.source_id, link.target_id
            if rival not in rivals:
                rival, contact = contact, rival
            place = places.get((contact, link.company_id))
            if place:
                known[rival][contact] = link.strength, place
        return {
            rival: self._sum_up(contacts.values()) for rival, contacts in known.items()
        }

    @api.model
    def _sum_up(self, ties):
        """Figures of one person.

        :param ties: list of ``(strength, stakeholder)``, one per contact
        """
        return ConnectionFigures(
            contacts=len(ties),
            strength=sum(strength for strength, __ in ties) / len(ties),
            key_people=sum(place.is_key_player for __, place in ties),
            deciders=sum(place.is_decider for __, place in ties),
            accounts=len({place.account_id for __, place in ties}),
            value=sum(strength * place.weight for strength, place in ties),
        )
