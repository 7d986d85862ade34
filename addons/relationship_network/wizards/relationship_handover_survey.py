from odoo.fields import Domain

from ..tools.succession import Candidate, propose


class HandoverSurvey:
    """Reads what a colleague leaves behind, with the rights of the user.

    The number of queries does not depend on the number of contacts.

    :param user: ``res.users`` who leaves
    :param fallback: ``res.users`` who takes over whom nobody else knows; may be empty
    :param company: ``res.company`` whose maps and links count
    """

    def __init__(self, user, fallback, company):
        self.env = company.env
        self.user = user
        self.fallback = fallback
        self.company = company
        self.links = self.env["relationship.link"]
        self.owned = self._read_owned()
        self.own_ties = self._read_own_ties()
        self.contacts = self.owned.partner_id | self.env["res.partner"].union(
            *self.own_ties
        )
        self.other_ties = self._read_other_ties()
        self.places = self.links._get_places(self.contacts)

    # --------------------------------------------------------------------- read

    def _read_owned(self):
        """Whom the colleague owns, on all maps."""
        return self.env["relationship.stakeholder"].search(
            [("owner_id", "=", self.user.id), ("company_id", "=", self.company.id)]
        )

    def _read_own_ties(self):
        """How well the colleague knows each contact, even if archived already."""
        partner = self.user.partner_id
        links = self.links.search(
            Domain("kind", "!=", "conflict")
            & self.links._get_valid_domain()
            & Domain("company_id", "=", self.company.id)
            & (
                Domain("source_id", "=", partner.id)
                | Domain("target_id", "=", partner.id)
            ),
            order="strength, id desc",
        )
        strengths = {}
        for link in links:
            other = link.source_id if link.target_id == partner else link.target_id
            users = other.with_context(active_test=False).user_ids
            if all(user.share for user in users):
                strengths[other] = link.strength
        return strengths

    def _read_other_ties(self):
        """How well other colleagues know these contacts: ``{contact: {user: n}}``."""
        links = self.links.search_fetch(
            self.links._get_connection_domain()
            & Domain("company_id", "=", self.company.id)
            & Domain("contact_id", "in", self.contacts.ids)
            & Domain("own_partner_id", "!=", self.user.partner_id.id),
            ["contact_id", "own_partner_id", "strength"],
            order="strength, id desc",
        )
        strengths = {}
        for link in links:
            for colleague in link.own_partner_id.user_ids:
                strengths.setdefault(link.contact_id, {})[colleague] = link.strength
        return strengths

    def _read_last_contacts(self):
        """When the colleague was last in touch with each contact, where known."""
        return dict(
            self.env["relationship.signal"]._read_group(
                [
                    ("own_partner_id", "=", self.user.partner_id.id),
                    ("contact_id", "in", self.contacts.ids),
                ],
                ["contact_id"],
                ["last_contact:max"],
            )
        )

    # -------------------------------------------------------------------- lines

    def get_line_values(self):
        """One line per contact who is owned by, or only known by, the colleague.

        :return: list of values, the most valuable first
        """
        last_contacts = self._read_last_contacts()
        owned = self.owned.grouped("partner_id")
        nobody = self.owned.browse()
        placeholders = owned.pop(self.env["res.partner"], nobody)
        lines = [
            {
                **self._get_contact_values(contact, owned.get(contact, nobody)),
                "last_contact": last_contacts.get(contact, False),
            }
            for contact in self.contacts
            if contact in owned or contact not in self.other_ties
        ]
        lines += [self._get_placeholder_values(place) for place in placeholders]
        return sorted(lines, key=lambda line: (-line["value"], line["name"]))

    def _get_contact_values(self, contact, owned):
        place = self.places.get((contact, self.company))
        weight = place.weight if place else 0.0
        strength = self.own_ties.get(contact, 0)
        others = self.other_ties.get(contact, {})
        return {
            "name": contact.name or contact.display_name,
            "partner_id": contact.id,
            "account_id": contact.commercial_partner_id.id,
            "is_owned": bool(owned),
            "is_only_known": bool(strength) and not others,
            "strength": strength,
            "weight": weight,
            "value": strength * weight,
            **self._get_place_values(place or owned[:1], owned, others),
        }

    def _get_placeholder_values(self, place):
        return {
            "name": place.name,
            "account_id": place.account_id.id,
            "is_owned": True,
            "weight": place.weight,
            "value": 0.0,
            **self._get_place_values(place, place, {}),
        }

    def _get_place_values(self, place, owned, others):
        successor, reason = self._propose(place, others)
        return {
            "stakeholder_ids": owned.ids,
            "role_id": place.role_id.id,
            "level": place.level,
            "strengths": {str(user.id): n for user, n in others.items()},
            "proposed_id": successor.id,
            "successor_id": successor.id,
            "proposal_reason": reason,
        }

    # ---------------------------------------------------------------- successor

    def _propose(self, place, others):
        """Who should take over, and why.

        :return: ``(res.users, sentence)``; empty and False when there is nobody
        """
        # The responsible person and the leader of a map are named on it for all to see.
        responsible = place.map_id.user_id
        leader = place.map_id.team_id.sudo().user_id.sudo(False)
        users = self.env["res.users"].union(*others, responsible, leader, self.fallback)
        ranking = propose(
            Candidate(
                key=user,
                strength=others.get(user, 0),
                is_responsible=user == responsible,
                leads_team=user == leader,
                is_chosen=user == self.fallback,
                leaves=user == self.user,
                is_active=user.active,
                # The other companies of a colleague are not for everybody to read.
                is_of_company=self.company in user.sudo().company_ids,
            )
            for user in users
        )
        if not ranking.ranked:
            return users.browse(), False
        best = ranking.ranked[0]
        return best.candidate.key, self._say(best)

    def _say(self, best):
        """Say in the user's language why somebody is proposed."""
        _ = self.env._
        return {
            "knows": lambda: _(
                "Knows them, strength %(strength)s of 5",
                strength=best.candidate.strength,
            ),
            "responsible": lambda: _("Salesperson of the account"),
            "leads_team": lambda: _("Leads the sales team of the account"),
            "chosen": lambda: _("Your choice for all others"),
        }[best.reasons[0].goal]()
