from odoo.exceptions import ValidationError

from .test_connection import ConnectionCommon


class TestLeaderboard(ConnectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival_company = cls.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        cls.rival = cls.env["res.partner"].create(
            {"name": "Rita Rival", "parent_id": cls.rival_company.id}
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "North",
                "user_id": cls.manager.id,
                "member_ids": [(6, 0, cls.seller.ids)],
            }
        )
        cls._tie(cls.seller, cls.anna, 4)
        cls._tie(cls.other_seller, cls.bruno, 5)
        cls._tie(cls.manager, cls.dora, 1)

    def _board(self, user=None, *args, **kwargs):
        links = self.env["relationship.link"].with_user(user or self.manager)
        board = links.get_leaderboard(*args, **kwargs)
        own = self.seller | self.other_seller | self.manager
        wanted = (own.partner_id | self.rival).ids
        board["people"] = [p for p in board["people"] if p["partner_id"] in wanted]
        return board

    def _values(self, board):
        return [(person["name"], person["value"]) for person in board["people"]]

    def test_ranked_by_value(self):
        board = self._board()
        self.assertEqual(
            self._values(board),
            [
                (self.seller.name, 20),
                (self.manager.name, 10),
                (self.other_seller.name, 10),
            ],
        )
        self.assertEqual(board["people"][1]["is_me"], True)
        self.assertEqual(board["people"][0]["key_people"], 1)

    def test_readings(self):
        self.assertEqual(
            self._values(self._board(self.seller, "mine")), [(self.seller.name, 20)]
        )
        self.assertEqual(
            self._values(self._board(self.manager, "team")),
            [(self.seller.name, 20), (self.manager.name, 10)],
        )
        with self.assertRaises(ValidationError):
            self._board(self.seller, "theirs")

    def test_team(self):
        board = self._board(self.admin, "company", self.team.id)
        self.assertEqual(
            self._values(board), [(self.seller.name, 20), (self.manager.name, 10)]
        )
        self.assertIn("North", [team["name"] for team in board["teams"]])

    def test_competitor(self):
        for source, target, strength in (
            (self.rival, self.anna, 2),
            (self.anna, self.rival, 3),
            (self.bruno, self.rival, 1),
            (self.rival, self.dora, 5),
            (self.rival, self.seller.partner_id, 5),
        ):
            self.env["relationship.link"].create(
                {
                    "source_id": source.id,
                    "target_id": target.id,
                    "type_id": self.influence_type.id,
                    "strength": strength,
                }
            )
        (rival,) = self._board(self.manager, "competitor")["people"]
        self.assertEqual(
            (rival["contacts"], rival["strength"], rival["accounts"], rival["value"]),
            (3, 3.0, 2, 3 * 5 + 1 * 2 + 5 * 10),
        )
        (rival,) = self._board(self.seller, "competitor")["people"]
        self.assertEqual(rival["value"], 3 * 5 + 1 * 2)

    def test_values_follow_the_maps_in_sight(self):
        """The other seller's account is not the seller's to see."""
        self.assertEqual(
            self._values(self._board(self.seller)),
            [(self.seller.name, 20), (self.other_seller.name, 10)],
        )

    def test_other_companies_see_nothing(self):
        for reading in ("company", "team", "mine", "competitor"):
            self.assertFalse(self._board(self.foreign_manager, reading)["people"])

    def test_limit_says_what_it_cut(self):
        board = self.env["relationship.link"].get_leaderboard(limit=1)
        self.assertEqual(len(board["people"]), 1)
        self.assertGreaterEqual(board["cut"], 2)

    def test_ways_in(self):
        """Buttons lead to the right connections."""
        links = self.env["relationship.link"].with_user(self.manager)
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        for record, names in (
            (self.seller, ["Anna Berg"]),
            (self.seller.partner_id, ["Anna Berg"]),
            (self.account, ["Anna Berg", "Bruno Costa"]),
            (self.bruno, ["Bruno Costa"]),
            (self.account_map, ["Anna Berg", "Bruno Costa"]),
            (lead_map, ["Anna Berg", "Bruno Costa"]),
            (lead_map.lead_id, ["Anna Berg", "Bruno Costa"]),
        ):
            with self.subTest(record=record):
                action = record.with_user(self.manager).action_open_connections()
                found = links.search(action["domain"])
                self.assertEqual(sorted(found.contact_id.mapped("name")), names)
        action = self.rival.with_user(self.manager).action_open_ties()
        self.assertEqual(action["res_model"], "relationship.link")

    def test_queries_do_not_grow(self):
        links = self.env["relationship.link"].with_user(self.manager)
        links.get_leaderboard()
        for contact in self._crowd(self.account_map, ["1"] * 20).partner_id:
            self._tie(self.other_seller, contact)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        links.get_leaderboard()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 14)
