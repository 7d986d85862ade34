from odoo import models
from odoo.exceptions import UserError, ValidationError


class ResPartner(models.Model):
    """Who can introduce us to a contact."""

    _inherit = "res.partner"

    def relationship_paths(self, limit=5, reading="company", lead_id=False):
        """The best introduction paths from our people to this contact.

        The reliability of a path is the product of the strengths of its links, each
        from 0.2 (strength 1) to 1.0 (strength 5); at most three people stand between.
        Influence is walked one way, mutual ties both ways. Pairs in conflict, links
        that do not hold today, and whatever the user may not read are never used.

        :param limit: number of paths, at least 1
        :param reading: whose paths, see ``relationship.reading``: ``company``,
            ``team``, ``mine`` or ``competitor``
        :param lead_id: id of an opportunity whose special links count as well
        :return: list of ``{"reliability": 0 to 1, "partner_ids": [...],
            "link_ids": [...]}``, the most reliable first; our person stands first,
            this contact last
        :raise UserError: when this is not exactly one contact
        :raise ValidationError: when an argument makes no sense
        """
        search = self._search_paths(limit, reading, lead_id)
        return [
            {
                "reliability": path.reliability,
                "partner_ids": list(path.people),
                "link_ids": list(path.link_ids),
            }
            for path in search.paths
        ]

    def _search_paths(self, limit, reading, lead_id=False):
        """See :meth:`relationship_paths`; with what is rejected and why.

        :return: :class:`~..tools.paths.Search`
        """
        if len(self) != 1:
            raise UserError(
                self.env._("Introduction paths lead to one contact. Choose one.")
            )
        self.check_access("read")
        if type(limit) is not int or limit < 1:
            raise ValidationError(
                self.env._(
                    "The number of introduction paths must be a whole number from 1 "
                    "on, not “%(limit)s”.",
                    limit=limit,
                )
            )
        if type(lead_id) is not int and lead_id:
            raise ValidationError(
                self.env._(
                    "“%(lead)s” does not name an opportunity; give its id.",
                    lead=lead_id,
                )
            )
        links = self.env["relationship.link"]
        return links._find_paths(self, reading, limit, lead_id or None)
