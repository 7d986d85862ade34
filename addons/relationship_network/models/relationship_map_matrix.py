from odoo import models


class RelationshipMap(models.Model):
    """Who of our people knows whom on a map, in one read."""

    _inherit = "relationship.map"

    def get_matrix_data(self):
        """The people of the map against those of us who know or own one of them.

        Strengths run from 1 to 5. What holds on this map today counts: general
        connections, and those for the opportunity of the map only.

        :return: dict with ``map`` (``id``, ``name``, ``kind``, ``account``, ``lead``,
            ``company_id``, ``can_write``), ``departments`` (``id``, ``name``,
            ``parent_id``), ``people`` without our own (``partner_id`` is False for a
            placeholder, ``owner_partner_id`` names a colleague), ``colleagues``
            (``partner_id``, ``name``, ``is_me``), ``connections`` (``own_id`` and
            ``contact_id`` are contacts; ``kind`` is ``knows`` or ``conflict``), and the
            choices ``roles``, ``levels`` and ``link_types``, of the latter only those
            of people who know each other
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        self.check_access("read")
        people = self.stakeholder_ids.filtered(lambda person: person.side != "own")
        connections = self._get_links().filtered(
            lambda link: (
                link.kind in ("knows", "conflict")
                and link.contact_id in people.partner_id
            )
        )
        colleagues = self._get_colleagues(people, connections)
        choices = self._get_choices()
        return {
            "map": self._get_matrix_map_values(),
            "departments": [
                {
                    "id": department.id,
                    "name": department.name,
                    "parent_id": department.parent_id.id,
                }
                for department, __ in self.department_ids._get_tree()
            ],
            "people": [
                self._get_matrix_person_values(person, colleagues) for person in people
            ],
            "colleagues": [
                {
                    "partner_id": colleague.id,
                    "name": colleague.name,
                    "is_me": colleague == self.env.user.partner_id,
                }
                for colleague in colleagues
            ],
            "connections": [
                self._get_connection_values(connection) for connection in connections
            ],
            "roles": choices["roles"],
            "levels": choices["levels"],
            "link_types": [
                link_type
                for link_type in choices["link_types"]
                if link_type["kind"] == "knows"
            ],
        }

    def _get_colleagues(self, people, connections):
        """Those of us who know or own one of the people, the user first.

        With nobody yet the user stands alone, so that there is a column to fill.
        """
        user_partner = self.env.user.partner_id
        owners = people.owner_id.partner_id._filtered_access("read")
        colleagues = (connections.own_partner_id | owners) or user_partner
        return colleagues.sorted(
            lambda colleague: (
                colleague != user_partner,
                colleague.name or "",
                colleague.id,
            )
        )

    def _get_matrix_map_values(self):
        values = self._get_map_values()
        links = self.env["relationship.link"]
        return {
            **{
                name: values[name] for name in ("id", "name", "kind", "account", "lead")
            },
            "company_id": self.company_id.id,
            "can_write": values["can_write"]
            and links.has_access("create")
            and links.has_access("write"),
        }

    def _get_matrix_person_values(self, person, colleagues):
        values = self._get_person_values(person)
        owner = person.owner_id.partner_id
        return {
            **{
                name: values[name]
                for name in (
                    "id",
                    "partner_id",
                    "name",
                    "function",
                    "company_name",
                    "role",
                    "weight",
                    "department_id",
                    "level",
                    "is_placeholder",
                    "is_parked",
                    "is_key_player",
                    "side",
                )
            },
            "owner_partner_id": owner in colleagues and owner.id,
        }

    def _get_connection_values(self, connection):
        return {
            "id": connection.id,
            "own_id": connection.own_partner_id.id,
            "contact_id": connection.contact_id.id,
            "kind": connection.kind,
            "type_id": connection.type_id.id,
            "type_name": connection.type_id.name,
            "strength": connection.strength,
            "desired_strength": connection.desired_strength,
            "lead_id": connection.lead_id.id,
            "note": connection.note,
            "signal": connection.signal,
            "last_contact": connection.last_contact,
        }

    def action_open_matrix(self):
        """Open the matrix of the people of this map against our own people.

        :return: client action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "relationship_network.matrix",
            "name": self.name,
            "params": {"map_id": self.id},
            "context": {"active_id": self.id, "active_model": self._name},
        }
