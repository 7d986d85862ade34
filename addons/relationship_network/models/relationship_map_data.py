from odoo import models
from odoo.fields import Domain

from ..tools.closeness import Tally
from .levels import COUNT_FIELDS

PERSON_FIELDS = (
    "name",
    "function",
    "weight",
    "level",
    "solution_level",
    "price_level",
    "target_level",
    "has_veto",
    "has_approval",
    "political_status",
    "contact_depth",
    "is_placeholder",
    "is_parked",
    "is_key_player",
    "influence",
    "influence_rank",
    "side",
    "assessed_on",
)
ROLE_FIELDS = ("id", "name", "short_name", "meaning")


def _reference(record):
    # The name only, as a many2one shows it: a team leader sees the map of an
    # opportunity, but not always the opportunity itself.
    return {"id": record.id, "name": record.sudo().display_name} if record else False


class RelationshipMap(models.Model):
    """What the drawn map shows, in one read."""

    _inherit = "relationship.map"

    def get_map_data(self):
        """Everything the drawn map shows, as far as the user may see it.

        :return: dict with ``map``, ``departments``, ``people``, ``others`` (ends of
            links who are not on the map), ``links``, ``readings`` (whom the map shows
            as mine, my team's, the competitor's), and the choices for editing:
            ``roles``, ``link_types``, ``levels``, ``maps``
        """
        self.ensure_one()
        self.check_access("read")
        people = self.stakeholder_ids
        links = self._get_links()
        partners = people.partner_id
        return {
            "map": self._get_map_values(),
            "departments": self._get_department_values(),
            "people": [self._get_person_values(person) for person in people],
            "others": [
                self._get_other_values(partner)
                for partner in (links.source_id | links.target_id) - partners
            ],
            "links": [self._get_link_values(link) for link in links],
            "readings": self._get_readings(links),
            **self._get_choices(),
        }

    def _get_links(self):
        """The links that hold on this map today and touch its people."""
        return self._get_links_by_map()[self]

    def _get_links_by_map(self):
        """The links that hold on each of these maps today and touch its people.

        :return: ``{map: links}``
        """
        partner_ids = self.stakeholder_ids.partner_id.ids
        links = self.env["relationship.link"]
        links = links.search(
            links._get_valid_domain()
            & Domain(
                [
                    "|",
                    ("source_id", "in", partner_ids),
                    ("target_id", "in", partner_ids),
                    ("lead_id", "in", [False, *self.lead_id.ids]),
                    ("company_id", "in", self.company_id.ids),
                ]
            )
        )
        # An end that the user may not read would break the drawing and tell a name.
        ends = links.source_id | links.target_id
        visible = ends._filtered_access("read")
        links = links.filtered(
            lambda link: link.source_id in visible and link.target_id in visible
        )
        return {
            relationship_map: relationship_map._filter_links(links)
            for relationship_map in self
        }

    def _filter_links(self, links):
        """Those of ``links`` that belong on this map."""
        self.ensure_one()
        partners = self.stakeholder_ids.partner_id
        return links.filtered(
            lambda link: (
                link.company_id == self.company_id
                and (not link.lead_id or link.lead_id == self.lead_id)
                and (link.source_id in partners or link.target_id in partners)
            )
        )

    def _get_map_values(self):
        stakeholders = self.env["relationship.stakeholder"]
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "account": _reference(self.account_id),
            "lead": _reference(self.lead_id),
            "closeness": self.closeness,
            "coverage": self.coverage,
            "status": self.status,
            "status_label": dict(
                self._fields["status"]._description_selection(self.env)
            ).get(self.status),
            "status_reason": self.status_reason,
            "counts": {
                "" if level is None else str(level): self[count_field]
                for level, count_field in COUNT_FIELDS.items()
            },
            "gap_count": self.gap_count,
            "gaps": (self.gap_summary or "").splitlines(),
            "can_write": self.active
            and self.has_access("write")
            and stakeholders.has_access("write"),
        }

    def _get_department_values(self):
        """Departments with the closeness of this map's people in and below them."""
        branches = self.department_ids._get_branch()
        tallies = {
            department: people._get_tally()
            for department, people in self.stakeholder_ids.grouped(
                "department_id"
            ).items()
        }
        values = []
        for department in self.department_ids:
            own = (tallies.get(below, Tally()) for below in branches[department])
            tally = sum(own, Tally())
            values.append(
                {
                    "id": department.id,
                    "name": department.name,
                    "parent_id": department.parent_id.id,
                    "is_key": department.is_key,
                    "sequence": department.sequence,
                    "closeness": False if tally.closeness is None else tally.closeness,
                    "coverage": False if tally.coverage is None else tally.coverage,
                }
            )
        return values

    def _get_person_values(self, person):
        role = person.role_id
        return {
            "id": person.id,
            "partner_id": person.partner_id.id,
            "company_name": person.partner_id.commercial_company_name,
            "department_id": person.department_id.id,
            "reports_to_id": person.reports_to_id.id,
            "owner": _reference(person.owner_id),
            "role": {name: role[name] for name in ROLE_FIELDS} if role else False,
            **{name: person[name] for name in PERSON_FIELDS},
        }

    def _get_other_values(self, partner):
        return {
            "partner_id": partner.id,
            "name": partner.name or partner.display_name,
            "function": partner.function,
            "company_name": partner.commercial_company_name,
            "side": partner._relationship_side(self.account_id),
        }

    def _get_link_values(self, link):
        return {
            "id": link.id,
            "source_id": link.source_id.id,
            "target_id": link.target_id.id,
            "kind": link.kind,
            "type_id": link.type_id.id,
            "type_name": link.type_id.name,
            "strength": link.strength,
            "lead_id": link.lead_id.id,
            "note": link.note,
        }

    def _get_choices(self):
        """What an editor of the map can choose from."""
        role_fields = ["name", "short_name", "meaning", "default_weight"]
        level_field = self.env["relationship.stakeholder"]._fields["level"]
        return {
            "roles": self.env["relationship.role"].search([]).read(role_fields),
            "link_types": self.env["relationship.link.type"]
            .search([])
            .read(["name", "kind"]),
            "levels": level_field._description_selection(self.env),
            "maps": self.search([("account_id", "=", self.account_id.id)])
            .sorted(lambda other: (bool(other.lead_id), other.name))
            .read(["name", "kind"]),
        }
