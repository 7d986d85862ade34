from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .relationship_introduction import OPEN_STATES

PATHS_SHOWN = 5


class ResPartner(models.Model):
    """The dialog of introduction paths, and asking on one of them."""

    _inherit = "res.partner"

    def action_open_introduction_paths(self, lead_id=False):
        """Open the dialog that shows who can introduce us to this contact.

        :param lead_id: id of the opportunity it is about, if any
        :return: client action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "relationship_network.paths",
            "name": self.env._(
                "Who can introduce us to %(contact)s?", contact=self.name
            ),
            "target": "new",
            "params": {"partner_id": self.id, "lead_id": lead_id},
            "context": {"dialog_size": "extra-large"},
        }

    def get_introduction_data(self, reading="company", lead_id=False):
        """What the dialog of introduction paths shows, as far as the user may see it.

        :param reading: see :meth:`relationship_paths`
        :param lead_id: see :meth:`relationship_paths`
        :return: dict with ``contact_id``, ``people`` by id, the ``paths`` with their
            ``steps`` and whom to ask (``request``), and the best ``rejected`` ones,
            each with the ``reason``
        :raise UserError: when this is not exactly one contact
        :raise ValidationError: when an argument makes no sense
        """
        search = self._search_paths(PATHS_SHOWN, reading, lead_id)
        rejected = [entry.candidate for entry in search.rejected]
        shown = search.paths + rejected
        people = self | self.browse(pid for path in shown for pid in path.people)
        requests = self._get_path_requests(search.paths, reading)
        return {
            "contact_id": self.id,
            "people": {person.id: person._get_path_person() for person in people},
            "paths": [
                {**self._get_path_values(path), "request": request}
                for path, request in zip(search.paths, requests, strict=True)
            ],
            "rejected": [
                {**self._get_path_values(path), "reason": self._get_reason(path)}
                for path in rejected
            ],
        }

    def _get_path_person(self):
        return {
            "id": self.id,
            "name": self.name or self.display_name,
            "function": self.function,
            "company_name": self.commercial_company_name,
            "is_own": not self.partner_share,
            "is_competitor": self.commercial_partner_id.is_competitor,
        }

    def _get_path_values(self, path):
        links = self.env["relationship.link"].browse(path.link_ids)
        confidences = dict(links._fields["confidence"]._description_selection(self.env))
        return {
            "reliability": path.reliability,
            "partner_ids": list(path.people),
            "link_ids": links.ids,
            "steps": [
                {
                    "link_id": link.id,
                    "kind": link.kind,
                    "type_name": link.type_id.name,
                    "strength": link.strength,
                    "confidence": confidences[link.confidence],
                    "origin": link.origin,
                    "date_start": link.date_start,
                    "rule": step.rule or False,
                }
                for link, step in zip(links, path.steps, strict=True)
            ],
        }

    def _get_reason(self, path):
        """Why a path is not offered, as a sentence."""
        step = path.forbidden
        link = self.env["relationship.link"].browse(step.link.id)
        names = {"one": link.source_id.name, "other": link.target_id.name}
        if step.rule == "conflict":
            return self.env._("%(one)s and %(other)s are in conflict.", **names)
        if step.rule == "expired":
            return self.env._(
                "The link between %(one)s and %(other)s ended on %(date)s.",
                date=format_date(self.env, link.date_end),
                **names,
            )
        if step.rule == "not_begun":
            return self.env._(
                "The link between %(one)s and %(other)s only begins on %(date)s.",
                date=format_date(self.env, link.date_start),
                **names,
            )
        return self.env._(
            "The link between %(one)s and %(other)s holds for another opportunity "
            "only.",
            **names,
        )

    # ------------------------------------------------------------------- asking

    def action_ask_introduction(self, path_links, reading="company", lead_id=False):
        """Ask the first person on a path to introduce us to this contact.

        The colleague gets an activity; the mail to send with it comes back proposed.

        :param path_links: list of the ids of the path's links, in order, as
            :meth:`relationship_paths` gives them
        :param reading: see :meth:`relationship_paths`
        :param lead_id: see :meth:`relationship_paths`
        :return: window action with the mail
        :raise UserError: when there is no such path any more, or nobody to ask
        """
        search = self._search_paths(PATHS_SHOWN, reading, lead_id)
        path = next((p for p in search.paths if [*p.link_ids] == path_links), None)
        if not path or reading == "competitor":
            raise UserError(
                self.env._(
                    "This path to %(contact)s is not open any more. Look for the paths "
                    "again.",
                    contact=self.name,
                )
            )
        introductions = self.env["relationship.introduction"]
        return introductions._ask(self, path, lead_id).action_write_mail()

    def _get_path_users(self):
        """The user of each of our own people.

        :return: ``{partner: user}``, the user empty for everybody else
        """
        return {
            person: person.user_ids.filtered(lambda u: u.active and not u.share)[:1]
            for person in self
        }

    def _get_path_requests(self, paths, reading):
        """Who is to be asked on each path, and whether that was done already."""
        users = self.browse({path.people[0] for path in paths})._get_path_users()
        opened = self.env["relationship.introduction"].search(
            Domain("asker_id", "=", self.env.uid)
            & Domain("contact_id", "=", self.id)
            & Domain("state", "in", OPEN_STATES)
        )
        states = dict(opened._fields["state"]._description_selection(self.env))
        by_user = {request.introducer_id: request for request in opened}
        values = []
        for path in paths:
            user = users[self.browse(path.people[0])]
            request = by_user.get(user)
            is_mine = user == self.env.user
            values.append(
                {
                    "id": request.id if request else False,
                    "state": states[request.state] if request else False,
                    "date_asked": request.date_asked if request else False,
                    "is_known": is_mine and len(path.steps) == 1,
                    "can_ask": bool(
                        user
                        and reading != "competitor"
                        and not (is_mine and len(path.steps) == 1)
                    ),
                    "partner_id": path.people[1 if is_mine else 0],
                }
            )
        return values
