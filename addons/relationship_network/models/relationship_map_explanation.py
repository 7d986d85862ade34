from odoo import api, fields, models

from ..tools.gaps import map_gaps


class RelationshipMap(models.Model):
    """Why a map has its colour and what it lacks, in the words of the user."""

    _inherit = "relationship.map"

    status_reason = fields.Char("Because", compute="_compute_status_reason")
    gap_count = fields.Integer("Gaps", compute="_compute_gaps")
    gap_summary = fields.Text("What Is Missing", compute="_compute_gaps")

    @api.depends("status", "stakeholder_ids.name")
    @api.depends_context("lang")
    def _compute_status_reason(self):
        for relationship_map in self:
            status = relationship_map._get_status()
            relationship_map.status_reason = self._status_sentence(status)

    @api.depends(
        "stakeholder_ids.name",
        "stakeholder_ids.role_id",
        "stakeholder_ids.department_id",
        "stakeholder_ids.level",
        "stakeholder_ids.is_placeholder",
        "stakeholder_ids.owner_id",
        "account_id.relationship_department_ids.is_key",
    )
    @api.depends_context("lang")
    def _compute_gaps(self):
        for relationship_map, gaps in self._get_gaps().items():
            relationship_map.gap_count = sum(len(gap.names) for gap in gaps)
            relationship_map.gap_summary = "\n".join(map(self._gap_sentence, gaps))

    def _get_gaps(self):
        """What each map lacks.

        :return: ``{map: [Gap]}``, most serious first
        """
        key_departments = self.department_ids.filtered("is_key")
        branches = key_departments._get_branch()
        return {
            relationship_map: map_gaps(
                (person._gap_facts() for person in relationship_map.stakeholder_ids),
                {
                    department.id: (department.name, set(branches[department].ids))
                    for department in relationship_map.department_ids
                    if department in key_departments
                },
            )
            for relationship_map in self
        }

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

    def _gap_sentence(self, gap):
        """Say in the user's language what one gap is about."""
        _ = self.env._
        names = self._name_list(self._gap_names(gap))
        return {
            "missing_role": lambda: _("Role not known: %(names)s", names=names),
            "placeholder": lambda: _("No name yet: %(names)s", names=names),
            "uncovered_department": lambda: _(
                "Key department without an assessed person: %(names)s", names=names
            ),
            "not_assessed": lambda: _("Not assessed: %(names)s", names=names),
            "no_owner": lambda: _("No colleague owns: %(names)s", names=names),
        }[gap.kind]()

    def _gap_names(self, gap):
        """Who or what a gap is about, in the user's language."""
        if gap.kind != "missing_role":
            return gap.names
        meaning = self.env["relationship.role"]._fields["meaning"]
        labels = dict(meaning._description_selection(self.env))
        return [labels[name] for name in gap.names]

    def _name_list(self, names, limit=3):
        """Join names, cutting long lists and saying how many were cut."""
        shown = ", ".join(names[:limit])
        if len(names) <= limit:
            return shown
        return self.env._(
            "%(names)s and %(count)s more", names=shown, count=len(names) - limit
        )
