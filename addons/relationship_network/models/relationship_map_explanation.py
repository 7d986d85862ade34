from odoo import api, fields, models


class RelationshipMap(models.Model):
    """Why a map has its colour, in the words of the user."""

    _inherit = "relationship.map"

    status_reason = fields.Char("Because", compute="_compute_status_reason")

    @api.depends("status", "stakeholder_ids.name")
    @api.depends_context("lang")
    def _compute_status_reason(self):
        for relationship_map in self:
            status = relationship_map._get_status()
            relationship_map.status_reason = self._status_sentence(status)

    def _status_sentence(self, status):
        """Say in the user's language why a map has its colour."""
        _ = self.env._
        names = self._name_list(status.names)
        return {
            "empty": lambda: _("Nobody is on the map yet."),
            "no_supportive_key_player": lambda: _("No key player supports us."),
            "veto_against": lambda: _(
                "Can veto and against us: %(names)s", names=names
            ),
            "supporter_decides": lambda: _(
                "Key players who decide or approve support us: %(names)s", names=names
            ),
            "supporter_only": lambda: _(
                "Key players support us, but none of them decides: %(names)s",
                names=names,
            ),
        }[status.reason]()

    def _name_list(self, names, limit=3):
        """Join names, cutting long lists and saying how many were cut."""
        shown = ", ".join(names[:limit])
        if len(names) <= limit:
            return shown
        return self.env._(
            "%(names)s and %(count)s more", names=shown, count=len(names) - limit
        )
