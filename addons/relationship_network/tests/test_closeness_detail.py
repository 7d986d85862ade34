import io
from datetime import date

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, freeze_time, tagged

from .common import RelationshipCommon

TODAY = date(2026, 6, 1)
THEN = date(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestClosenessDetail(RelationshipCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        departments = cls.env["relationship.department"]
        cls.works = departments.create(
            {"name": "Works", "account_id": cls.account.id, "is_key": True}
        )
        cls.mill = departments.create(
            {"name": "Mill", "account_id": cls.account.id, "parent_id": cls.works.id}
        )
        cls.stakeholder_a = cls._add(
            cls.anna, weight=3, department_id=cls.works.id, owner_id=cls.seller.id
        )
        cls.stakeholder_b = cls._add(cls.bruno, weight=1, department_id=cls.mill.id)
        cls.stakeholder_c = cls._add(cls.clara, weight=4)
        for person, changes in {
            cls.stakeholder_a: [("2026-01-10", "-1"), ("2026-04-01", "1")],
            cls.stakeholder_b: [("2026-02-01", "1"), ("2026-03-01 12:00:00", "2")],
            cls.stakeholder_c: [("2026-05-01", "1")],
        }.items():
            for moment, level in changes:
                person.write({"level": level, "change_date": moment})
        # They were put on the map when they were first assessed.
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE relationship_stakeholder SET create_date = '2026-05-20' "
            "WHERE map_id = %s",
            [cls.account_map.id],
        )
        cls.env.invalidate_all()

    def _detail(self, day=THEN, user=None):
        relationship_map = self.account_map.with_user(user or self.seller)
        with freeze_time(TODAY):
            found = relationship_map.get_closeness_detail(fields.Date.to_string(day))
        return {row["name"]: row for row in found["rows"]}, found

    def _figures(self, row, *names):
        return tuple(row[name] for name in names)

    def test_now_and_then(self):
        rows, found = self._detail()
        self.assertEqual(
            [(row["name"], row["depth"], row["kind"]) for row in found["rows"]],
            [
                ("Aurora Steel", 0, "map"),
                ("Works", 0, "department"),
                ("Anna Berg", 1, "person"),
                ("Mill", 1, "department"),
                ("Bruno Costa", 2, "person"),
                ("No department", 0, "group"),
                ("Clara Duval", 1, "person"),
            ],
        )
        names = "weight", "closeness", "before", "change", "coverage"
        # Now 3 × 1 + 1 × 2 + 4 × 1 of 8; then 3 × -1 + 1 × 2 of 4.
        self.assertEqual(
            self._figures(rows["Aurora Steel"], *names), (8, 112.5, -25, 137.5, 100)
        )
        self.assertEqual(self._figures(rows["Works"], *names), (4, 125, -25, 150, 100))
        self.assertEqual(self._figures(rows["Mill"], *names), (1, 200, 200, 0, 100))
        anna = rows["Anna Berg"]
        self.assertEqual(
            self._figures(anna, "level", "level_before", "change", "state"),
            ("1", "-1", 200, False),
        )
        self.assertEqual(anna["owner"]["id"], self.seller.id)
        # On the day itself, at its end.
        self.assertEqual(rows["Bruno Costa"]["level_before"], "2")

    def test_new_and_left(self):
        rows, __ = self._detail()
        clara = rows["Clara Duval"]
        self.assertEqual(
            self._figures(clara, "state", "level_before", "change"),
            ("new", False, False),
        )
        with freeze_time("2026-05-25"):
            self.stakeholder_a.active = False
            self.env.flush_all()
        rows, __ = self._detail()
        anna = rows["Anna Berg"]
        self.assertEqual(
            self._figures(anna, "state", "closeness", "before", "change"),
            ("left", False, -100, False),
        )
        self.assertEqual(
            self._figures(rows["Aurora Steel"], "closeness", "before"), (120, -25)
        )
        # Who had left before that day is not listed.
        rows, __ = self._detail(date(2026, 5, 28))
        self.assertNotIn("Anna Berg", rows)

    def test_acceptance_counts_who_is_asked(self):
        self.stakeholder_a.solution_level = "2"
        self.stakeholder_b.solution_level = "0"
        rows, __ = self._detail()
        self.assertEqual(rows["Works"]["solution"], 150)
        self.assertFalse(rows["Works"]["price"])
        self.assertEqual(rows["Anna Berg"]["solution"], "2")

    def test_empty_map(self):
        relationship_map = self.env["relationship.map"].create(
            {"lead_id": self._lead().id}
        )
        [row] = [
            row
            for row in relationship_map.get_closeness_detail()["rows"]
            if row["kind"] == "map"
        ]
        self.assertEqual(
            self._figures(row, "closeness", "before", "change"), (False, False, False)
        )

    def test_bad_dates(self):
        for day in ("2999-01-01", "yesterday", [2026]):
            with self.subTest(day), self.assertRaises(ValidationError):
                self.account_map.get_closeness_detail(day)

    def test_queries_do_not_grow(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.account_map.with_user(self.seller).get_closeness_detail()
            return self.cr.sql_log_count - before

        count()
        few = count()
        people = self._crowd(self.account_map, ["1", "0", "-1"] * 30)
        people.level = "2"
        self.assertLessEqual(count(), few)
        self.assertLessEqual(few, 16)

    def test_workbook(self):
        self.authenticate(self.seller.login, self.seller.login)
        url = f"/relationship_network/closeness.xlsx?ids={self.account_map.id}&date="
        answer = self.url_open(url + "2026-03-01")
        self.assertEqual(answer.status_code, 200)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        table = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertEqual(table[0][0], "Department or Person")
        self.assertEqual(table[1][0], "Aurora Steel")
        self.assertEqual(table[1][4], 1.125)
        anna = next(row for row in table if row[0] == "Anna Berg")
        self.assertEqual(anna[3], "Support (+1)")
        self.assertEqual((anna[10], anna[11]), (-1, 2))
        self.assertEqual(self.url_open(url + "2999-01-01").status_code, 400)
        self.assertEqual(self.url_open(url + "x").status_code, 400)
        self.authenticate(self.other_seller.login, self.other_seller.login)
        self.assertEqual(self.url_open(url + "2026-03-01").status_code, 404)

    def test_download_action(self):
        with freeze_time(TODAY):
            action = self.account_map.action_export_closeness_detail("2026-03-01")
        self.assertEqual(
            action["url"],
            f"/relationship_network/closeness.xlsx?ids={self.account_map.id}"
            "&date=2026-03-01",
        )
