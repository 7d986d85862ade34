from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .test_snapshot import SnapshotCommon


@tagged("post_install", "-at_install")
class TestTrend(SnapshotCommon):
    """Closeness over time, of one map and of many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person_anna = cls._add(
            cls.anna,
            level="-1",
            weight=3,
            department_id=cls.works.id,
            change_date="2026-03-01 10:00:00",
        )
        cls.person_bruno = cls._add(
            cls.bruno, level="1", change_date="2026-03-01 10:00:00"
        )
        cls._take("2026-03-02")
        cls.person_anna.write({"level": "2", "change_date": "2026-03-03 10:00:00"})
        cls._take("2026-03-09")
        cls.person_bruno.active = False
        cls._add(cls.clara, department_id=cls.technology.id)

    @classmethod
    def _take(cls, day, maps=None):
        with freeze_time(day):
            cls.snapshots._take(cls.account_map if maps is None else maps)

    def _get(self, user=None, **kwargs):
        account_map = self.account_map.with_user(user or self.seller)
        with freeze_time("2026-03-12"):
            return account_map.get_trend_data(**kwargs)

    def test_points(self):
        self.assertEqual(
            self._get()["points"],
            [
                {
                    "date": "2026-03-02",
                    "closeness": -50,
                    "coverage": 100,
                    "supporters": 1,
                    "neutral": 0,
                    "opponents": 1,
                    "unassessed": 0,
                    "occasion": "daily",
                },
                {
                    "date": "2026-03-09",
                    "closeness": 175,
                    "coverage": 100,
                    "supporters": 2,
                    "neutral": 0,
                    "opponents": 0,
                    "unassessed": 0,
                    "occasion": "daily",
                },
                {
                    "date": "2026-03-12",
                    "closeness": 150,
                    "coverage": 75,
                    "supporters": 1,
                    "neutral": 0,
                    "opponents": 0,
                    "unassessed": 1,
                    "occasion": "now",
                },
            ],
        )

    def test_departments(self):
        trends = {d["complete_name"]: d["points"] for d in self._get()["departments"]}
        self.assertEqual(
            {name: [p["closeness"] for p in points] for name, points in trends.items()},
            {"Technology": [-100, 200, 150], "Technology / Works": [-100, 200, 200]},
        )
        of_works = self._get(department_id=self.works.id)
        self.assertEqual(of_works["points"], trends["Technology / Works"])

    def test_period(self):
        data = self._get(date_from="2026-03-03", date_to="2026-03-10")
        self.assertEqual([p["date"] for p in data["points"]], ["2026-03-09"])

    def test_now_replaces_what_was_kept_today(self):
        self._take("2026-03-12")
        self.person_anna.level = "-2"
        points = self._get()["points"]
        self.assertEqual([p["date"][-2:] for p in points], ["02", "09", "12"])
        self.assertEqual(points[-1]["closeness"], -150)

    def test_closed_opportunity_has_no_present(self):
        lead = self._lead()
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.anna, lead_map, level="1")
        with freeze_time("2026-03-11"):
            lead.action_set_won()
        points = lead_map.with_user(self.seller).get_trend_data()["points"]
        self.assertEqual(
            [(p["date"], p["occasion"]) for p in points], [("2026-03-11", "closed")]
        )

    def test_bad_arguments(self):
        for bad in (
            {"date_from": "last week"},
            {"date_to": 7},
            {"date_from": "2026-03-09", "date_to": "2026-03-08"},
        ):
            with self.assertRaises(ValidationError):
                self._get(**bad)
            with self.assertRaises(ValidationError):
                self.snapshots.get_trend([], **bad)
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        department = self.works.copy({"account_id": other.id, "parent_id": False})
        with self.assertRaisesRegex(ValidationError, "Aurora Steel"):
            self._get(department_id=department.id)

    def test_access(self):
        for user in (self.other_seller, self.foreign_manager, self.employee):
            with self.assertRaises(AccessError):
                self._get(user)
            with self.assertRaises(AccessError):
                self.account_map.with_user(user).get_comparison_data()

    def test_seller_of_the_opportunity_alone(self):
        """He sees its trend by department, not the account's."""
        lead = self._lead(user_id=self.other_seller.id, team_id=False)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.anna, lead_map, level="1", department_id=self.works.id)
        self._take("2026-03-09", lead_map)
        data = lead_map.with_user(self.other_seller).get_trend_data()
        self.assertEqual(
            [d["complete_name"] for d in data["departments"]],
            ["Technology", "Technology / Works"],
        )
        trend = self.snapshots.with_user(self.other_seller).get_trend([])
        mine = [point["maps"] for point in trend if point["date"] == "2026-03-09"]
        self.assertEqual(mine, [1])

    def test_rebuild_action(self):
        with self.assertRaises(AccessError):
            self.account_map.with_user(self.manager).action_rebuild_trend()
        with self.assertRaises(AccessError):
            self.account_map.with_user(self.foreign_manager).action_rebuild_trend()
        self.account_map.with_user(self.admin).action_rebuild_trend()
        points = self.account_map.get_trend_data(date_to="2026-03-09")["points"]
        # The day before the first one that was taken, and those two.
        self.assertEqual(
            [(p["date"], p["occasion"], p["closeness"]) for p in points],
            [
                ("2026-03-01", "rebuilt", -50),
                ("2026-03-02", "daily", -50),
                ("2026-03-08", "rebuilt", 175),
                ("2026-03-09", "daily", 175),
            ],
        )

    # -------------------------------------------------------------- many maps

    def _trend(self, user=None, **period):
        snapshots = self.snapshots.with_user(user or self.seller)
        accounts = (self.account | self.second_map.account_id).ids
        domain = [("account_id", "in", accounts)]
        return [
            (point["date"], point["maps"], point["closeness"], point["supporters"])
            for point in snapshots.get_trend(domain, **period)
        ]

    def _add_second_map(self):
        account = self.env["res.partner"].create(
            {"name": "Second", "is_company": True, "user_id": self.manager.id}
        )
        self.second_map = self.env["relationship.map"].create(
            {"account_id": account.id}
        )
        self._crowd(self.second_map, ["-1"] * 4)
        self._take("2026-03-05", self.second_map)

    def test_many_maps(self):
        self._add_second_map()
        # The first week: -200 and -400 of a weight of 8; the second: one map only.
        self.assertEqual(
            self._trend(self.manager),
            [("2026-03-05", 2, -75, 1), ("2026-03-09", 1, 175, 2)],
        )
        self.assertEqual(
            self._trend(self.manager, date_to="2026-03-04"), [("2026-03-02", 1, -50, 1)]
        )

    def test_many_maps_of_the_user_only(self):
        self._add_second_map()
        self.assertEqual(
            self._trend(), [("2026-03-02", 1, -50, 1), ("2026-03-09", 1, 175, 2)]
        )
        self.assertFalse(self._trend(self.other_seller))
        self.assertFalse(self._trend(self.foreign_manager))
        with self.assertRaises(AccessError):
            self._trend(self.employee)

    def test_many_maps_one_query(self):
        self._add_second_map()
        self._trend(self.manager)
        with self.assertQueryCount(1):
            self._trend(self.manager)

    def test_averages_of_groups_are_weighted(self):
        self._add_second_map()
        [(closeness, coverage)] = self.snapshots._read_group(
            [
                ("map_id", "in", (self.account_map | self.second_map).ids),
                ("scope", "=", "map"),
                ("date", "<", "2026-03-08"),
            ],
            [],
            ["closeness:avg", "coverage:avg"],
        )
        self.assertEqual((closeness, coverage), (-75, 100))

    # --------------------------------------------------------- published cases

    def _tell(self, relationship_map, stories):
        """:param stories: ``{(level a year ago, level since): number of people}``"""
        people = [levels for levels, n in stories.items() for __ in range(n)]
        partners = self.env["res.partner"].create(
            [
                {"name": f"P{i}", "parent_id": self.account.id}
                for i in range(len(people))
            ]
        )
        for partner, (first, last) in zip(partners, people, strict=True):
            person = self._add(
                partner,
                relationship_map,
                weight=1,
                level=first,
                change_date="2025-03-01 10:00:00",
            )
            if last != first:
                person.write({"level": last, "change_date": "2025-11-20 10:00:00"})
        self.snapshots._rebuild(relationship_map, "2025-03-02", "2026-03-01")
        closeness = self._rows(relationship_map).mapped("closeness")
        return closeness[0], closeness[-1]

    def test_published_account(self):
        """From 5/5/5/5 to 6 strong support, 9 support, 3 neutral, 2 oppose."""
        account = self.env["res.partner"].create({"name": "A", "is_company": True})
        account_map = self.env["relationship.map"].create({"account_id": account.id})
        story = {
            ("1", "2"): 5,
            ("0", "2"): 1,
            ("0", "1"): 4,
            ("-1", "1"): 5,
            ("-2", "0"): 3,
            ("-2", "-1"): 2,
        }
        self.assertEqual(self._tell(account_map, story), (-50, 95))

    def test_published_project(self):
        """From 1 strong support, 1 support, 8 oppose to 5 strong, 5 support."""
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        story = {("2", "2"): 1, ("1", "2"): 1, ("-1", "2"): 3, ("-1", "1"): 5}
        self.assertEqual(self._tell(lead_map, story), (-50, 150))

    # -------------------------------------------------------------- comparison

    def test_comparison(self):
        with freeze_time("2026-03-12"):
            account_map = self.account_map.with_user(self.seller)
            data = account_map.get_comparison_data()
            later = account_map.get_comparison_data(date(2026, 3, 9))
        self.assertEqual([day["closeness"] for day in data["days"]], [-50, 175, 150])
        self.assertEqual(
            {p["name"]: (p["levels"], p["active"]) for p in data["people"]},
            {
                "Anna Berg": ([[0, "-1"], [1, "2"]], True),
                "Bruno Costa": ([[0, "1"], [2, False]], False),
                "Clara Duval": ([[0, False], [2, ""]], True),
            },
        )
        self.assertEqual(len(later["days"]), 2)

    def test_comparison_costs_the_same_for_more_people_and_days(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.account_map.with_user(self.seller).get_comparison_data()
            return self.cr.sql_log_count - before

        count()
        few = count()
        self._crowd(self.account_map, ["1"] * 10)
        for day in range(10, 20):
            self._take(f"2026-03-{day}")
        self.assertLessEqual(count(), few)
