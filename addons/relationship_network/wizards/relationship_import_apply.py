from collections import defaultdict

from odoo import models

from ..tools.import_departments import department_paths, split_department
from ..tools.import_plan import CONTACT_FIELDS
from ..tools.import_rows import CREATE, REFUSE, UPDATE
from ..tools.import_values import fold
from ..tools.import_world import REMOVED

PERSON_COLUMNS = {"key": "external_key", "role": "role_id", "owner": "owner_id"}


class RelationshipImport(models.TransientModel):
    """Stores what a plan says: few writes, each over many records."""

    _inherit = "relationship.import"

    def _apply(self, plan):
        """Do what the plan says with every row that is not refused.

        Everything is written with the rights of the user.

        :param plan: :class:`~..tools.import_plan.Plan`
        """
        self.ensure_one()
        rows = [row for row in plan.people if row.action != REFUSE]
        links = [row for row in plan.links if row.action != REFUSE]
        with self.env.cr.savepoint():
            if not self.map_id:
                self._create_map()
            partners = self._store_contacts(rows)
            people = self._store_people(rows, partners, self._store_departments(rows))
            self._store_lines(rows, people)
            self._store_links(links, partners)
            self.env.flush_all()

    def _quiet(self, model_name):
        """A model whose new records are not logged one by one in their chatter."""
        return self.env[model_name].with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True
        )

    def _create_map(self):
        vals = {"account_id": self.account_id.id, "company_id": self.company_id.id}
        if self.lead_id:
            vals = {"lead_id": self.lead_id.id}
        self.map_id = self.env["relationship.map"].create(vals)

    # ------------------------------------------------------------------ contacts

    def _store_contacts(self, rows):
        """Create and update contacts.

        :return: partner ids by node, of the contacts that rows brought
        """
        new, changed = [], defaultdict(list)
        for row in rows:
            names = row.changes if row.known else row.values
            vals = {name: row.values[name] for name in CONTACT_FIELDS if name in names}
            if row.node[0] == "contact":
                changed[tuple(vals.items())].append(row.node[1])
            elif "name" in vals:
                new.append((row.node, vals))
        partners = self.env["res.partner"]
        for vals, ids in changed.items():
            if vals:
                partners.browse(ids).write(dict(vals))
        created = self._quiet("res.partner").create(
            [{**vals, **self._get_contact_defaults()} for __, vals in new]
        )
        return dict(zip((node for node, __ in new), created.ids, strict=True))

    def _get_contact_defaults(self):
        return {
            "parent_id": self.account_id.id,
            "company_id": self.account_id.company_id.id,
        }

    # --------------------------------------------------------------- departments

    def _store_departments(self, rows):
        """Create the departments that are missing, level by level.

        :return: ids by folded full name
        """
        known = {
            fold(department.complete_name): department.id
            for department in self.map_id.department_ids
        }
        missing = defaultdict(dict)
        for row in rows:
            parts = split_department(row.values.get("department") or "")
            for depth, path in enumerate(department_paths(parts)):
                if fold(path) not in known:
                    missing[depth].setdefault(fold(path), parts[: depth + 1])
        for depth in sorted(missing):
            created = self.env["relationship.department"].create(
                [
                    {
                        "name": parts[-1],
                        "parent_id": known.get(fold(department_paths(parts[:-1])[-1]))
                        if depth
                        else False,
                        "account_id": self.account_id.id,
                        "company_id": self.company_id.id,
                    }
                    for parts in missing[depth].values()
                ]
            )
            known.update(zip(missing[depth], created.ids, strict=True))
        return known

    # -------------------------------------------------------------------- people

    def _store_people(self, rows, partners, departments):
        """Create people from the top of the tree down, and update the known ones.

        :param partners: partner ids by node of new contacts
        :param departments: department ids by folded full name
        :return: stakeholder ids by node, of everybody on the map
        """
        people = self._get_people_by_node()
        changed = defaultdict(list)
        below = defaultdict(list)
        for row in rows:
            vals = self._get_person_vals(row, partners, departments)
            if row.node not in people:
                below[row.superior if row.superior not in people else None].append(
                    (row, vals)
                )
            else:
                changed[tuple(vals.items())].append(people[row.node])
        stakeholders = self.env["relationship.stakeholder"]
        for vals, ids in changed.items():
            if vals:
                stakeholders.browse(ids).write({**dict(vals), **self._get_remark()})
        level = below[None]
        while level:
            created = self._quiet("relationship.stakeholder").create(
                [
                    {
                        **vals,
                        **self._get_remark(),
                        "map_id": self.map_id.id,
                        "reports_to_id": people.get(row.superior, False),
                    }
                    for row, vals in level
                ]
            )
            people.update(
                (row.node, person_id)
                for (row, __), person_id in zip(level, created.ids, strict=True)
            )
            level = [item for row, __ in level for item in below[row.node]]
        return people

    def _get_people_by_node(self):
        people = self.env["relationship.stakeholder"].with_context(active_test=False)
        return {
            self._person_node(person): person.id
            for person in people.search([("map_id", "=", self.map_id.id)])
        }

    def _get_person_vals(self, row, partners, departments):
        """What to write on the map, apart from the reporting line."""
        values = row.values
        if row.action != CREATE:
            values = {name: values[name] for name in row.changes if name in values}
        vals = {
            PERSON_COLUMNS.get(name, name): value
            for name, value in values.items()
            if name not in (*CONTACT_FIELDS, "department")
        }
        if "department" in values:
            vals["department_id"] = departments[fold(values["department"])]
        if row.known and row.known.place == REMOVED:
            vals["active"] = True
        if row.node in partners:
            vals["partner_id"] = partners[row.node]
        elif row.node[0] == "contact" and row.action == CREATE:
            vals["partner_id"] = row.node[1]
        elif row.is_placeholder and "function" in values:
            # Nobody's name is known, so the place is called by what it is.
            vals["name"] = values["function"]
        return vals

    def _get_remark(self):
        return {
            "change_reason": self.env._(
                "Imported from %(file)s", file=self.people_file_name
            )
        }

    def _store_lines(self, rows, people):
        """Set the changed reporting lines of people who were on the map before.

        All are cut first: a half-changed tree may contain a cycle that neither the old
        nor the new one has.
        """
        stakeholders = self.env["relationship.stakeholder"]
        by_superior = defaultdict(list)
        for row in rows:
            if row.superior and row.known and row.superior != row.known.superior:
                by_superior[people[row.superior]].append(people[row.node])
        ids = [person_id for changed in by_superior.values() for person_id in changed]
        stakeholders.browse(ids).reports_to_id = False
        for superior_id, changed in by_superior.items():
            stakeholders.browse(changed).reports_to_id = superior_id

    # --------------------------------------------------------------------- links

    def _store_links(self, rows, partners):
        links = self.env["relationship.link"]
        changed = defaultdict(list)
        new = []
        for row in rows:
            if row.action == CREATE:
                new.append(row)
            elif row.action == UPDATE:
                vals = {name: row.values[name] for name in row.changes}
                changed[tuple(vals.items())].append(row.known_id)
        for vals, ids in changed.items():
            links.browse(ids).write(dict(vals))
        links.create(
            [
                {
                    **row.values,
                    "source_id": partners.get(row.source) or row.source[1],
                    "target_id": partners.get(row.target) or row.target[1],
                    "type_id": row.link_type.id,
                    "lead_id": self._get_link_lead().id,
                    "company_id": self.company_id.id,
                }
                for row in new
            ]
        )
