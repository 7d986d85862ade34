from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ..models.levels import LEVEL_FEATURES
from ..tools.import_values import LINK_KINDS, ROLE_MEANINGS, fold
from ..tools.import_world import (
    ACCOUNT,
    ELSEWHERE,
    ON_MAP,
    OWN,
    REMOVED,
    KnownLink,
    KnownPerson,
    LinkType,
    World,
    link_identity,
)

REFERENCE_CELLS = ("email", "superior", "source", "target")
PLAIN_FIELDS = (
    *LEVEL_FEATURES,
    "weight",
    "has_veto",
    "has_approval",
    "political_status",
    "contact_depth",
    "note",
    "is_parked",
)
LINK_FIELDS = (
    "strength",
    "desired_strength",
    "confidence",
    "origin",
    "date_start",
    "date_end",
    "note",
)


class RelationshipImport(models.TransientModel):
    """Reads what the rows of an import are held against, as far as the user may see.

    The number of queries does not depend on the number of rows.
    """

    _inherit = "relationship.import"

    def _get_world(self, tables):
        """What the database knows for this import.

        :param tables: ``{kind: [(row number, cells)]}``
        :return: :class:`~..tools.import_world.World`
        """
        self.ensure_one()
        people = self.env["relationship.stakeholder"]
        if self.map_id:
            people = people.with_context(active_test=False).search(
                [("map_id", "=", self.map_id.id)]
            )
        contacts = self._get_contacts(people, tables)
        departments = self.env["relationship.department"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        link_types = self._get_link_types()
        return World(
            account_name=self.account_id.name,
            employer=self.account_id._relationship_group().id,
            people=[
                *self._get_placeholders(people),
                *self._get_known_contacts(people, contacts),
            ],
            roles=self._get_roles(),
            owners=self._get_owners(),
            link_types=link_types,
            departments=departments.mapped("complete_name"),
            links=self._get_links(contacts, tables, link_types),
        )

    # -------------------------------------------------------------------- people

    def _get_contacts(self, people, tables):
        """Contacts whom a row may mean, by the place they are known from."""
        partners = self.env["res.partner"]
        on_map = people.filtered("active").partner_id
        removed = people.partner_id - on_map
        account = partners.search(
            [
                ("id", "child_of", self.account_id.id),
                ("is_company", "=", False),
                ("name", "!=", False),
                ("id", "not in", people.partner_id.ids),
            ]
        )
        own = self._get_users().partner_id - people.partner_id - account
        texts = {
            cells[name]
            for table in tables.values()
            for __, cells in table
            for name in REFERENCE_CELLS
            if name in cells
        }
        elsewhere = partners.search(
            [
                ("id", "not in", (people.partner_id | account | own).ids),
                ("is_company", "=", False),
                "|",
                ("email_normalized", "in", [text.casefold() for text in texts]),
                ("name", "in", list(texts)),
            ]
        )
        return {
            ON_MAP: on_map,
            REMOVED: removed,
            ACCOUNT: account,
            OWN: own,
            ELSEWHERE: elsewhere,
        }

    def _get_known_contacts(self, people, contacts):
        account_group = self.account_id._relationship_group()
        places = people.filtered("partner_id").grouped("partner_id")
        keys = self._get_keys(people)
        known = []
        for place, partners in contacts.items():
            for partner in partners:
                group = partner._relationship_group()
                person = places.get(partner, people.browse())
                own = not partner.partner_share
                known.append(
                    KnownPerson(
                        node=("contact", partner.id),
                        name=partner.name or "",
                        place=place,
                        employer=(group or account_group).id,
                        employer_name=(group or account_group).name,
                        email=partner.email_normalized or "",
                        key=keys.get(partner.id, ""),
                        superior=self._person_node(person.reports_to_id),
                        values={
                            **self._get_person_values(person),
                            "phone": partner.phone,
                            "function": partner.function,
                        },
                        is_editable=group == account_group and not own,
                    )
                )
        return known

    def _get_placeholders(self, people):
        role_names = self._get_role_names()
        known = []
        for person in people.filtered("is_placeholder"):
            values = self._get_person_values(person)
            if fold(person.name) not in role_names[person.role_id]:
                values["function"] = person.name
            known.append(
                KnownPerson(
                    node=self._person_node(person),
                    name=person.name,
                    place=ON_MAP if person.active else REMOVED,
                    employer=self.account_id._relationship_group().id,
                    employer_name=self.account_id.name,
                    key=person.external_key or "",
                    superior=self._person_node(person.reports_to_id),
                    values=values,
                )
            )
        return known

    def _get_keys(self, people):
        """External keys by contact: those of this map, else of the account's others."""
        others = self.env["relationship.stakeholder"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("company_id", "=", self.company_id.id),
                ("map_id", "!=", self.map_id.id),
                ("external_key", "!=", False),
                ("partner_id", "!=", False),
            ],
            order="map_id",
        )
        keys, taken = {}, set()
        for person in people.filtered("external_key") + others:
            partner_id, key = person.partner_id.id, fold(person.external_key)
            if key not in taken and partner_id not in keys:
                taken.add(key)
                if partner_id:
                    keys[partner_id] = person.external_key
        return keys

    def _person_node(self, person):
        """How the plan names somebody on the map."""
        if person.partner_id:
            return ("contact", person.partner_id.id)
        return ("placeholder", person.id) if person else None

    def _get_person_values(self, person):
        if not person:
            return {}
        return {
            **{name: person[name] for name in PLAIN_FIELDS},
            "role": person.role_id.id,
            "owner": person.owner_id.id,
            "department": person.department_id.complete_name,
        }

    # ------------------------------------------------------------------- choices

    def _get_users(self):
        """Our colleagues, who may own relationships and be ends of links."""
        return self.env["res.users"].search(
            [("share", "=", False), ("company_ids", "in", self.company_id.id)]
        )

    def _get_owners(self):
        owners = defaultdict(set)
        for user in self._get_users():
            for text in (user.login, user.email_normalized, user.name):
                owners[fold(text or "")].add(user.id)
        return {text: sorted(ids) for text, ids in owners.items()}

    def _get_roles(self):
        """Role ids by name or short name in any language, else by meaning."""
        roles = self.env["relationship.role"].search([])
        by_text = defaultdict(list)
        for role, names in self._get_role_names(roles).items():
            for name in names:
                by_text[name].append(role.id)
        first = self._first_by(roles, "meaning")
        for word, meaning in ROLE_MEANINGS.items():
            if word not in by_text and meaning in first:
                by_text[word] = first[meaning].ids
        return dict(by_text)

    def _get_role_names(self, roles=None):
        if roles is None:
            roles = self.env["relationship.role"].search([])
        return self._names_in_all_languages(roles, ("name", "short_name"))

    def _get_link_types(self):
        """Link types by name in any language, else by kind."""
        types = self.env["relationship.link.type"].search([])
        by_text = defaultdict(list)
        for record, names in self._names_in_all_languages(types, ("name",)).items():
            for name in names:
                by_text[name].append(record)
        first = self._first_by(types, "kind")
        for word, kind in LINK_KINDS.items():
            if word not in by_text and kind in first:
                by_text[word] = [first[kind]]
        return {
            text: [LinkType(record.id, record.kind == "knows") for record in records]
            for text, records in by_text.items()
        }

    def _first_by(self, records, field_name):
        first = {}
        for record in records:
            first.setdefault(record[field_name], record)
        return first

    def _names_in_all_languages(self, records, field_names):
        """``{record: set of folded names}``, empty for unknown records."""
        names = defaultdict(set)
        for code, __ in self.env["res.lang"].get_installed():
            for record in records.with_context(lang=code):
                texts = {fold(record[name] or "") for name in field_names}
                names[record] |= texts - {""}
        return names

    # --------------------------------------------------------------------- links

    def _get_links(self, contacts, tables, link_types):
        """The links of this scope between contacts whom a row may mean."""
        if not tables["links"]:
            return {}
        ids = [
            partner_id for partners in contacts.values() for partner_id in partners.ids
        ]
        links = self.env["relationship.link"].search(
            Domain("source_id", "in", ids)
            & Domain("target_id", "in", ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("lead_id", "=", self._get_link_lead().id)
        )
        mutual = {
            link_type.id: link_type
            for types in link_types.values()
            for link_type in types
        }
        return {
            link_identity(
                ("contact", link.source_id.id),
                ("contact", link.target_id.id),
                mutual.get(link.type_id.id) or LinkType(link.type_id.id, False),
            ): KnownLink(link.id, {name: link[name] for name in LINK_FIELDS})
            for link in links
        }
