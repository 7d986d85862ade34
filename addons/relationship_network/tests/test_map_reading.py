from odoo.tests import tagged

from .test_connection import ConnectionCommon


@tagged("post_install", "-at_install")
class TestMapReading(ConnectionCommon):
    """Whose ties the drawn map can show apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people["clara"] = cls._add(cls.clara, weight=2, level="-1")
        rivals = cls.env["res.partner"].create(
            {"name": "Rival", "is_company": True, "is_competitor": True}
        )
        cls.rival = cls.env["res.partner"].create(
            {"name": "Rita Rival", "parent_id": rivals.id}
        )
        cls.env["crm.team"].create(
            {
                "name": "North",
                "user_id": cls.seller.id,
                "member_ids": [(6, 0, cls.other_seller.ids)],
            }
        )
        cls._tie(cls.other_seller, cls.bruno)
        cls.env["relationship.link"].create(
            {
                "source_id": cls.clara.id,
                "target_id": cls.rival.id,
                "type_id": cls.friend_type.id,
            }
        )

    def _readings(self, user=None):
        return self.account_map.with_user(user or self.seller).get_map_data()[
            "readings"
        ]

    def _ids(self, *names):
        return sorted(self.people[name].id for name in names)

    def test_who_counts(self):
        readings = self._readings()
        self.assertEqual(sorted(readings["mine"]["person_ids"]), self._ids("anna"))
        self.assertEqual(
            sorted(readings["team"]["person_ids"]), self._ids("anna", "bruno")
        )
        self.assertEqual(
            sorted(readings["competitor"]["person_ids"]), self._ids("clara")
        )
        self.assertNotIn("company", readings)

    def test_whose_ties_are_drawn(self):
        readings = self._readings()
        self.assertEqual(readings["mine"]["partner_ids"], self.seller.partner_id.ids)
        self.assertCountEqual(
            readings["team"]["partner_ids"],
            (self.seller + self.other_seller).partner_id.ids,
        )
        self.assertEqual(readings["competitor"]["partner_ids"], self.rival.ids)

    def test_figures(self):
        readings = self._readings()
        team = readings["team"]
        self.assertEqual(team["closeness"], 100 * 5 / 7)
        self.assertAlmostEqual(team["coverage"], 100 * 5 / 7)
        self.assertEqual((team["counts"]["1"], team["counts"][""]), (1, 1))
        self.assertEqual(readings["competitor"]["closeness"], -100)

    def test_nobody_in_a_reading(self):
        mine = self._readings(self.manager)["mine"]
        self.assertEqual(mine["person_ids"], [])
        self.assertIs(mine["closeness"], False)

    def test_agrees_with_the_lists(self):
        for reading, values in self._readings().items():
            people = self.env["relationship.stakeholder"].with_user(self.seller)
            found = people.search(
                [("map_id", "=", self.account_map.id), ("reading", "=", reading)]
            )
            self.assertEqual(found.ids and sorted(found.ids), values["person_ids"])

    def test_what_does_not_hold_today_is_not_drawn(self):
        self._tie(self.seller, self.bruno, date_end="2020-01-01")
        self._tie(self.seller, self.clara, date_start="2999-01-01")
        self.assertEqual(self._readings()["mine"]["person_ids"], self._ids("anna"))

    def test_setting_is_remembered(self):
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.seller)
        self.assertEqual(settings.relationship_reading, "company")
        settings.with_user(self.seller).set_res_users_settings(
            {"relationship_reading": "mine"}
        )
        self.assertEqual(
            settings._res_users_settings_format()["relationship_reading"], "mine"
        )

    def test_queries_do_not_grow(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.account_map.with_user(self.seller).get_map_data()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for person in self._crowd(self.account_map, ["1"] * 30):
            self._tie(self.other_seller, person.partner_id)
        self.assertLessEqual(count(), few)
        self.assertLessEqual(few, 45)
