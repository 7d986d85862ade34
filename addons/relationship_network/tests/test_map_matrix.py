from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestMapMatrix(RelationshipCommon):
    """Who of our people knows whom on a map."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stakeholder_anna = cls._add(
            cls.anna, level="1", owner_id=cls.manager.id, role_id=cls.roles["user"].id
        )
        cls.stakeholder_bruno = cls._add(cls.bruno)

    @classmethod
    def _connect(cls, own, contact, **vals):
        return cls.env["relationship.link"].create(
            {
                "source_id": own.id,
                "target_id": contact.id,
                "type_id": cls.friend_type.id,
                **vals,
            }
        )

    def _get(self, user=None, relationship_map=None):
        relationship_map = relationship_map or self.account_map
        return relationship_map.with_user(user or self.seller).get_matrix_data()

    def _colleagues(self, data):
        return [colleague["partner_id"] for colleague in data["colleagues"]]

    def test_columns_are_who_knows_or_owns_somebody(self):
        self._connect(self.other_seller.partner_id, self.bruno)
        data = self._get()
        self.assertCountEqual(
            self._colleagues(data),
            (self.manager.partner_id | self.other_seller.partner_id).ids,
        )

    def test_the_user_comes_first(self):
        self._connect(self.seller.partner_id, self.bruno)
        data = self._get()
        self.assertEqual(self._colleagues(data)[0], self.seller.partner_id.id)
        self.assertTrue(data["colleagues"][0]["is_me"])

    def test_the_user_alone_when_nobody_knows_anybody(self):
        self.stakeholder_anna.owner_id = False
        self.assertEqual(self._colleagues(self._get()), self.seller.partner_id.ids)

    def test_rows(self):
        self._add(name="Head of Safety")
        own = self._add(self.other_seller.partner_id)
        rows = {person["id"]: person for person in self._get()["people"]}
        self.assertNotIn(own.id, rows)
        anna = rows[self.stakeholder_anna.id]
        self.assertEqual(anna["owner_partner_id"], self.manager.partner_id.id)
        self.assertEqual(anna["role"]["id"], self.roles["user"].id)
        self.assertEqual(anna["level"], "1")
        self.assertEqual(len(rows), 3)

    def test_cells(self):
        link = self._connect(
            self.seller.partner_id, self.anna, strength=4, desired_strength=5
        )
        # A link may be entered from the contact to our colleague as well.
        reverse = self._connect(self.bruno, self.seller.partner_id)
        cells = {cell["id"]: cell for cell in self._get()["connections"]}
        self.assertEqual(cells.keys(), {link.id, reverse.id})
        self.assertEqual(
            cells[link.id],
            {
                "id": link.id,
                "own_id": self.seller.partner_id.id,
                "contact_id": self.anna.id,
                "kind": "knows",
                "type_id": self.friend_type.id,
                "type_name": "Friend",
                "strength": 4,
                "desired_strength": 5,
                "lead_id": False,
                "note": False,
                "signal": False,
                "last_contact": False,
            },
        )
        self.assertEqual(cells[reverse.id]["contact_id"], self.bruno.id)

    def test_what_is_no_connection_is_left_out(self):
        own = self.seller.partner_id
        self._connect(self.bruno, self.anna)
        self._connect(own, self.clara)
        self._connect(own, self.bruno, type_id=self.influence_type.id)
        self._connect(own, self.anna, date_end="2020-01-01")
        self._connect(own, self.other_seller.partner_id)
        lead_only = self._connect(own, self.anna, lead_id=self._lead().id)
        self.assertFalse(self._get()["connections"])
        lead_map = self.env["relationship.map"].create(
            {"lead_id": lead_only.lead_id.id}
        )
        self._add(self.anna, lead_map)
        self.assertEqual(
            [cell["id"] for cell in self._get(None, lead_map)["connections"]],
            lead_only.ids,
        )

    def test_choices(self):
        data = self._get()
        self.assertEqual({kind["kind"] for kind in data["link_types"]}, {"knows"})
        self.assertEqual(data["map"]["company_id"], self.account_map.company_id.id)
        self.assertTrue(data["map"]["can_write"])

    def test_archived_map_is_read_only(self):
        self.account_map.active = False
        self.assertFalse(self._get()["map"]["can_write"])

    def test_who_may_not_read_the_map(self):
        for user in (
            self.portal,
            self.employee,
            self.other_seller,
            self.foreign_manager,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get(user)

    def test_leader_reads_the_matrix_of_a_members_opportunity(self):
        team = self.env["crm.team"].create(
            {"name": "Steel", "user_id": self.other_seller.id}
        )
        lead_map = self.env["relationship.map"].create(
            {"lead_id": self._lead(team_id=team.id).id}
        )
        data = self._get(self.other_seller, lead_map)
        self.assertEqual(data["map"]["lead"]["name"], "Rolling mill")

    def test_action(self):
        action = self.account_map.with_user(self.seller).action_open_matrix()
        self.assertEqual(action["tag"], "relationship_network.matrix")
        self.assertEqual(action["params"], {"map_id": self.account_map.id})

    def test_number_of_queries_does_not_grow(self):
        self._connect_crowd(5)
        few = self._count_queries()
        self._connect_crowd(40)
        # A loop over the people would add 40.
        self.assertLess(self._count_queries(), few + 5)

    def _connect_crowd(self, size):
        crowd = self._crowd(self.account_map, ["1"] * size)
        crowd.owner_id = self.manager
        for person in crowd:
            self._connect(self.manager.partner_id, person.partner_id)

    def _count_queries(self):
        self._get()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._get()
        return self.env.cr.sql_log_count - before
