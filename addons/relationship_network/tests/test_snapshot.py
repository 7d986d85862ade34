from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import relationship_snapshot
from ..models.levels import COUNT_FIELDS
from .common import RelationshipCommon

FIGURES = (
    "closeness",
    "coverage",
    "total_weight",
    "stakeholder_count",
    *COUNT_FIELDS.values(),
)


class SnapshotCommon(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.snapshots = cls.env["relationship.snapshot"]
        departments = cls.env["relationship.department"]
        cls.technology = departments.create(
            {"name": "Technology", "account_id": cls.account.id}
        )
        cls.works = departments.create(
            {
                "name": "Works",
                "account_id": cls.account.id,
                "parent_id": cls.technology.id,
            }
        )

    def _rows(self, relationship_map=None, scope="map", **equal):
        relationship_map = relationship_map or self.account_map
        equal = {"map_id": relationship_map.id, "scope": scope, **equal}
        return self.snapshots.search(
            [(name, "=", value) for name, value in equal.items()], order="date"
        )

    def _versions(self):
        self.env.cr.execute("SELECT id, xmin::text FROM relationship_snapshot")
        return self.env.cr.fetchall()


@tagged("post_install", "-at_install")
class TestSnapshot(SnapshotCommon):
    """What is kept of a day."""

    def test_rows_say_what_the_map_says(self):
        self._add(
            self.anna,
            level="2",
            weight=3,
            department_id=self.works.id,
            political_status="inner",
            has_approval=True,
        )
        self._add(self.bruno, level="-1", department_id=self.technology.id)
        self._add(self.clara)
        self.snapshots._take(self.account_map)
        row = self._rows()
        self.assertEqual(row.date, fields.Date.today())
        self.assertEqual((row.status, row.occasion), ("green", "daily"))
        self.assertEqual(row.status, self.account_map.status)
        for name in FIGURES:
            self.assertEqual(row[name], self.account_map[name], name)
        for department in self.technology | self.works:
            row = self._rows(scope="department", department_id=department.id)
            for name in FIGURES:
                self.assertEqual(row[name], department[name], name)
        people = {row.stakeholder_id.name: row for row in self._rows(scope="person")}
        self.assertEqual(
            {name: row.level for name, row in people.items()},
            {"Anna Berg": "2", "Bruno Costa": "-1", "Clara Duval": False},
        )
        self.assertEqual(people["Anna Berg"].closeness, 200)
        self.assertEqual(people["Clara Duval"].coverage, 0)

    def test_status_red(self):
        person = self._add(self.anna, level="1")
        for vals in (
            {},
            {"political_status": "structure"},
            {"level": "-1", "has_veto": True},
        ):
            person.write(vals)
            self.snapshots._take(self.account_map)
            self.assertEqual(self._rows().status, self.account_map.status)

    def test_second_run_of_the_day_changes_nothing(self):
        self._crowd(self.account_map, ["2", "-1", False])
        self.snapshots._take()
        before = self._versions()
        self.snapshots._take()
        self.assertEqual(self._versions(), before)

    def test_second_run_of_the_day_refreshes(self):
        person = self._add(self.anna, level="1", department_id=self.works.id)
        leaver = self._add(self.bruno, level="-2")
        self.snapshots._take(self.account_map)
        person.write({"level": "2", "department_id": self.technology.id})
        leaver.active = False
        self.snapshots._take(self.account_map)
        self.assertEqual(self._rows().closeness, 200)
        self.assertEqual(self._rows(scope="person").stakeholder_id, person)
        self.assertEqual(self._rows(scope="department").department_id, self.technology)

    @freeze_time("2026-03-02")
    def test_each_day_is_kept(self):
        self._add(self.anna, level="1")
        self.snapshots._take(self.account_map)
        with freeze_time("2026-03-03"):
            self.snapshots._take(self.account_map)
        days = [date(2026, 3, 2), date(2026, 3, 3)]
        self.assertEqual(self._rows().mapped("date"), days)

    def test_nobody_on_the_map_leaves_no_row(self):
        self.snapshots._take(self.account_map)
        self.assertFalse(self._rows())

    def test_one_row_per_thing_and_day(self):
        self._add(self.anna, level="1")
        self.snapshots._take(self.account_map)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.env.cr.execute(
                """
                INSERT INTO relationship_snapshot (date, map_id, scope, occasion)
                SELECT date, map_id, scope, occasion FROM relationship_snapshot
                 WHERE map_id = %s AND scope = 'map'
                """,
                [self.account_map.id],
            )

    def test_left_on(self):
        person = self._add(self.anna)
        self.assertFalse(person.left_on)
        with freeze_time("2026-03-02"):
            person.active = False
            self.assertEqual(person.left_on, date(2026, 3, 2))
        person.left_on = "2026-02-01"
        self.assertEqual(person.left_on, date(2026, 2, 1))
        person.active = True
        self.assertFalse(person.left_on)

    def test_take_costs_the_same_for_many_maps(self):
        self._crowd(self.account_map, ["1"] * 3)
        leads = [self._lead(name=f"Deal {i}") for i in range(5)]
        maps = self.env["relationship.map"].create([{"lead_id": d.id} for d in leads])
        for lead_map in maps:
            lead_map._copy_people(self.account_map.stakeholder_ids)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.snapshots._take(maps | self.account_map)


@tagged("post_install", "-at_install")
class TestSnapshotClosing(SnapshotCommon):
    """An opportunity is kept daily while it is open, and once when it closes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._lead()
        cls.lead_map = cls.env["relationship.map"].create({"lead_id": cls.lead.id})
        cls.person = cls._add(cls.anna, cls.lead_map, level="1")

    def _assert_closed(self):
        row = self._rows(self.lead_map)
        self.assertEqual((row.occasion, row.closeness), ("closed", 100))
        with freeze_time(fields.Date.today() + timedelta(days=1)):
            self.snapshots._take()
        self.assertEqual(self._rows(self.lead_map), row)

    def test_won(self):
        self.lead.with_user(self.seller).action_set_won()
        self._assert_closed()

    def test_lost(self):
        self.lead.with_user(self.seller).action_set_lost()
        self._assert_closed()

    def test_open_again(self):
        self.lead.action_set_lost()
        self.lead.action_unarchive()
        self.snapshots._take()
        self.assertEqual(self._rows(self.lead_map).occasion, "daily")

    def test_archived_map_is_left_out(self):
        self.lead_map.active = False
        self.snapshots._take()
        self.assertFalse(self._rows(self.lead_map))

    def test_other_changes_take_nothing(self):
        self.lead.write({"name": "Bigger mill", "probability": 40})
        self.assertFalse(self._rows(self.lead_map))


@tagged("post_install", "-at_install")
class TestSnapshotCron(SnapshotCommon):
    """The nightly work survives being killed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["relationship.map"].search([]).active = False
        cls.snapshots.search([]).unlink()
        accounts = cls.env["res.partner"].create(
            [{"name": f"Account {i}", "is_company": True} for i in range(3)]
        )
        cls.maps = cls.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        for account_map in cls.maps:
            cls._crowd(account_map, ["1", "-1"])

    def _run(self, take=None):
        """One nightly run on a cursor of its own, in batches of one map."""
        model = type(self.snapshots)
        with (
            self.enter_registry_test_mode(),
            patch.object(relationship_snapshot, "BATCH_SIZE", 1),
            patch.object(model, "_take", take or model._take),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["relationship.snapshot"]._cron_take()
        self.env.invalidate_all()

    def test_next_run_completes_a_killed_one(self):
        take = type(self.snapshots)._take
        second = self.maps[1]

        def die_after_writing(snapshots, maps=None, occasion="daily"):
            take(snapshots, maps, occasion)
            if second.id in maps.ids:
                raise MemoryError

        # assertRaises() would take back what was committed before.
        with suppress(MemoryError):
            self._run(die_after_writing)
        self.assertEqual(self.snapshots.search([]).map_id, self.maps[0])
        before = self._versions()
        order = []

        def record(snapshots, maps=None, occasion="daily"):
            order.append(maps.ids)
            take(snapshots, maps, occasion)

        self._run(record)
        self.assertEqual(order, [self.maps[1].ids, self.maps[2].ids, self.maps[0].ids])
        self.assertEqual(self._rows(self.maps[2]).stakeholder_count, 2)
        self.assertEqual(len(self.snapshots.search([])), 9)
        self.assertLessEqual(set(before), set(self._versions()))

    def test_scheduled(self):
        cron = self.env.ref("relationship_network.relationship_snapshot_cron")
        self.assertTrue(cron.active)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.snapshots.search([]).map_id, self.maps)


@tagged("post_install", "-at_install")
class TestSnapshotThinning(SnapshotCommon):
    """Old days make room; one a week stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add(cls.anna, level="1")
        # From a Monday over three weeks.
        for day in range(21):
            with freeze_time(date(2026, 3, 2) + timedelta(days=day)):
                cls.snapshots._take(cls.account_map)

    def _thin_out(self, today):
        with freeze_time(today):
            self.snapshots._gc_thin_out()
        self.env.invalidate_all()
        return [day.day for day in self._rows().mapped("date")]

    def test_one_per_week(self):
        days = self._thin_out("2026-12-01")
        self.assertEqual(days, [8, 15, 22])
        self.assertEqual(len(self._rows(scope="person")), 3)

    def test_recent_days_stay(self):
        self.env["ir.config_parameter"].set_param(
            "relationship_network.snapshot_days", 10
        )
        self.assertEqual(self._thin_out("2026-03-22"), [8, *range(12, 23)])

    def test_closed_stays(self):
        self._rows(date="2026-03-04").occasion = "closed"
        self.env.flush_all()
        self.assertEqual(self._thin_out("2026-12-01"), [4, 8, 15, 22])


@tagged("post_install", "-at_install")
class TestSnapshotAccess(SnapshotCommon):
    """Who may see the map sees its past, nobody else; nobody edits it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add(cls.anna, level="1", department_id=cls.works.id)
        cls.snapshots._take(cls.account_map)

    def _count(self, user):
        snapshots = self.snapshots.with_user(user)
        return snapshots.search_count([("map_id", "=", self.account_map.id)])

    def test_rules_follow_the_map(self):
        for user in (self.seller, self.manager, self.admin):
            self.assertEqual(self._count(user), 4, user.login)
        for user in (self.other_seller, self.foreign_manager):
            self.assertEqual(self._count(user), 0, user.login)
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                self._count(user)

    def test_past_goes_with_the_map(self):
        self.account.user_id = self.other_seller
        self.assertEqual(self._count(self.other_seller), 4)
        self.assertEqual(self._count(self.seller), 0)

    def test_nobody_edits(self):
        row = self._rows().with_user(self.admin)
        with self.assertRaises(AccessError):
            row.closeness = 200
        with self.assertRaises(AccessError):
            row.unlink()
        with self.assertRaises(AccessError):
            row.copy()
