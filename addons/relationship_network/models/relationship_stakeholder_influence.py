from odoo import api, fields, models

from ..tools.influence import MAX_STRENGTH

SHOWN_PARTS = 5


class RelationshipStakeholder(models.Model):
    """How far the influence of a person reaches, and through whom."""

    _inherit = "relationship.stakeholder"

    influence = fields.Float(
        "Influence (%)",
        compute="_compute_influence",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="How much of the decision weight of the others on the map this person’s "
        "influence reaches, directly and through others. Each step weighs by the "
        "strength of the link, every further one half; conflicts count against.",
    )
    influence_rank = fields.Integer(
        compute="_compute_influence",
        store=True,
        aggregator="min",
        help="1 for the person whose influence on the map reaches furthest; empty for "
        "who influences nobody.",
    )
    influence_explanation = fields.Char(
        "Influences", compute="_compute_influence_explanation"
    )

    @api.depends("map_id.influence_data")
    def _compute_influence(self):
        for person in self:
            share, rank = person.map_id._get_influence_of(person)
            person.influence = share
            person.influence_rank = rank

    @api.depends("map_id.influence_data")
    @api.depends_context("lang")
    def _compute_influence_explanation(self):
        maps = self.map_id
        links = maps._get_influence_links()
        found = {}
        for relationship_map in maps:
            found.update(relationship_map._get_influences(links[relationship_map]))
        for person in self:
            influence = found.get(person._origin.id)
            person.influence_explanation = influence and person._influence_sentence(
                influence
            )

    def _influence_sentence(self, influence, limit=SHOWN_PARTS):
        """Say in the user's language whom this person reaches, and how.

        :param influence: ``Influence`` whose targets and paths are stakeholder ids
        :param limit: number of people to name
        """
        _ = self.env._
        if not influence.parts:
            return _("Influences nobody on this map.")
        parts = ", ".join(
            self._influence_part_sentence(part) for part in influence.parts[:limit]
        )
        if len(influence.parts) > limit:
            parts = _(
                "%(parts)s and %(count)s more",
                parts=parts,
                count=len(influence.parts) - limit,
            )
        if influence.reach < 0:
            return _("Conflicts outweigh the influence: %(parts)s", parts=parts)
        return _(
            "Reaches %(share)s %% of the decision weight: %(parts)s",
            share=round(influence.share),
            parts=parts,
        )

    def _influence_part_sentence(self, part):
        """Say in the user's language how one person is reached."""
        _ = self.env._
        # Of the people on the map, whose names are read together.
        *through, target = self.browse(part.path[1:]).with_prefetch(
            self.map_id.stakeholder_ids.ids
        )
        names = {
            "person": target.name,
            "through": ", ".join(person.name for person in through),
            "strength": round(MAX_STRENGTH * abs(part.value)),
        }
        if through:
            if part.is_conflict:
                return _("against %(person)s through %(through)s", **names)
            return _("%(person)s through %(through)s", **names)
        if part.is_conflict:
            return _("against %(person)s (conflict, strength %(strength)s)", **names)
        return _("%(person)s directly (strength %(strength)s)", **names)
