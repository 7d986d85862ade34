from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.influence import NOBODY, Tie, influences

# What an influence figure is made of, on the side of the link.
LINK_FIELDS = (
    "active",
    "kind",
    "strength",
    "target_id",
    "lead_id",
    "company_id",
    "date_start",
    "date_end",
    "source_account_id",
    "target_account_id",
)
CRON_BATCH = 500
SHOWN_PARTS = 20


class RelationshipMap(models.Model):
    """Whose influence reaches how much of the decision weight of a map.

    The formula is that of :mod:`..tools.influence`. The figures are stored, so only
    links count that everyone who sees the map may see: those that touch its account.
    """

    _inherit = "relationship.map"

    # The one field that people read their figures from: {stakeholder: [share, rank]}.
    influence_data = fields.Json(
        compute="_compute_influence_data", store=True, export_string_translation=False
    )
    influence_due = fields.Date(
        compute="_compute_influence_data",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
        help="The next day on which a link begins or has ended, and figures change.",
    )

    @api.depends(
        "account_id",
        "lead_id",
        "company_id",
        "stakeholder_ids.active",
        "stakeholder_ids.weight",
        "stakeholder_ids.partner_id",
        *(
            f"stakeholder_ids.partner_id.influence_link_ids.{name}"
            for name in LINK_FIELDS
        ),
    )
    def _compute_influence_data(self):
        today = fields.Date.today()
        links = self._get_influence_links()
        for relationship_map in self:
            own = links[relationship_map]
            changes = [
                *(link.date_start for link in own),
                *(fields.Date.add(d, days=1) for d in own.mapped("date_end") if d),
            ]
            relationship_map.influence_due = min(
                (date for date in changes if date and date > today), default=False
            )
            relationship_map.influence_data = {
                str(person_id): [round(found.share, 4), found.rank]
                for person_id, found in relationship_map._get_influences(own).items()
                if found.rank
            }

    def _get_influence_links(self):
        """The links that count on each of these maps, future ones included.

        :return: ``{map: links}``
        """
        partners = self.stakeholder_ids.partner_id
        # Who sees the map may see these links: no right of the user's adds to them.
        links = (
            self.env["relationship.link"]
            .sudo()
            .search(
                # Whatever the context says, archived ones do not count.
                Domain("active", "=", True)
                & Domain("kind", "in", ("influence", "conflict"))
                & Domain("source_id", "in", partners.ids)
                & Domain("target_id", "in", partners.ids)
                & Domain("company_id", "in", self.company_id.ids)
                & Domain("lead_id", "in", [False, *self.lead_id.ids])
                & (
                    Domain("date_end", "=", False)
                    | Domain("date_end", ">=", fields.Date.today())
                )
            )
        )
        by_source = links.grouped("source_id")
        return {
            relationship_map: links.browse(
                link.id
                for person in relationship_map._get_influence_people()
                for link in by_source.get(person.partner_id, ())
                if relationship_map._counts_influence(link)
            )
            for relationship_map in self
        }

    def _counts_influence(self, link):
        """Whether everyone who sees this map may see a link of its company."""
        return (
            link.company_id == self.company_id
            and (not link.lead_id or link.lead_id == self.lead_id)
            and self.account_id in link.source_account_id | link.target_account_id
        )

    def _get_influence_people(self):
        return [p for p in self.stakeholder_ids if p.active and p.partner_id]

    def _get_influences(self, links):
        """The influence of everybody on this map today.

        :param links: links as :meth:`_get_influence_links` found them for this map
        :return: ``{stakeholder id: Influence}``, whose targets and paths are ids, too
        """
        self.ensure_one()
        today = fields.Date.today()
        people = {p.partner_id.id: p._origin.id for p in self._get_influence_people()}
        return influences(
            {p._origin.id: p.weight for p in self.stakeholder_ids if p.active},
            [
                Tie(
                    people[link.source_id.id],
                    people[link.target_id.id],
                    link.strength,
                    link.kind == "conflict",
                )
                for link in links
                if link.target_id.id in people
                and not (link.date_start and link.date_start > today)
            ],
        )

    def _get_influence_of(self, person):
        """The stored share (0 to 100) and rank (0: none) of a person of this map."""
        return (self.influence_data or {}).get(str(person._origin.id)) or NOBODY[1:3]

    def get_influence_data(self):
        """Who is influential on this map, and how.

        :return: dict with ``departments`` (``id``, ``name``, ``parent_id``) and
            ``people``, the most influential first: what the drawn map tells of them,
            ``parts``, whom they reach most: ``person_id``, ``points`` (percent of the
            decision weight, below 0 for conflicts) and ``sentence``, and the number
            ``more`` of those left out
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        self.check_access("read")
        found = self._get_influences(self._get_influence_links()[self])
        ranked = [person for person in self.stakeholder_ids if found[person.id].rank]
        return {
            "departments": [
                {
                    "id": department.id,
                    "name": department.name,
                    "parent_id": department.parent_id.id,
                    "depth": depth,
                }
                for department, depth in self.department_ids._get_tree()
            ],
            "people": [
                {
                    **self._get_person_values(person),
                    "influence": found[person.id].share,
                    "influence_rank": found[person.id].rank,
                    "parts": self._get_part_values(person, found[person.id]),
                    "more": max(0, len(found[person.id].parts) - SHOWN_PARTS),
                }
                for person in sorted(ranked, key=lambda p: found[p.id].rank)
            ],
        }

    def _get_part_values(self, person, influence):
        weights = {p.id: p.weight for p in self.stakeholder_ids}
        weight_of_others = sum(weights.values()) - person.weight
        return [
            {
                "person_id": part.target,
                "points": 100.0 * part.value * weights[part.target] / weight_of_others,
                "sentence": person._influence_part_sentence(part),
            }
            for part in influence.parts[:SHOWN_PARTS]
        ]

    @api.model
    def _cron_update_influence(self):
        """Work out maps anew on which a link began or ended by its date."""
        is_due = [("influence_due", "<=", fields.Date.today())]
        maps = self.with_context(active_test=False)
        while due := maps.search(is_due, limit=CRON_BATCH):
            # Computing gives each map a later day, or none.
            due._compute_influence_data()
            due.flush_recordset()
            self.env["ir.cron"]._commit_progress(
                len(due), remaining=maps.search_count(is_due)
            )
