from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from .test_snapshot import FIGURES, SnapshotCommon

START = datetime(2026, 3, 2, 12)
DAYS = 6
EVENTS = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.integers(0, 2),
        st.sampled_from(["2", "1", "0", "-1", "-2", False, "leave", "come"]),
    ),
    max_size=12,
)


@tagged("post_install", "-at_install")
class TestSnapshotHistory(SnapshotCommon):
    """Days that nobody took a snapshot of, from the history of levels."""

    @contextmanager
    def _on(self, day):
        """Live on a day, for the clock of the database too."""
        moment = START + timedelta(days=day)
        with freeze_time(moment), patch.object(self.env.cr, "_now", moment):
            yield

    def _picture(self):
        """All rows but why they were written."""
        names = ["date", "scope", "status", "level", *FIGURES]
        rows = self.snapshots.search([("map_id", "=", self.account_map.id)])
        return {
            (
                row.department_id.id,
                row.stakeholder_id.id,
                *(row[name] for name in names),
            )
            for row in rows
        }

    def _rebuild(self, **dates):
        self.snapshots._rebuild(self.account_map, **dates)

    @given(EVENTS)
    def _check_rebuild(self, events):
        with self.env.cr.savepoint() as savepoint:
            self._live_and_compare(events)
            savepoint.rollback()
        self.env.invalidate_all()

    def _live_and_compare(self, events):
        contacts = [self.anna, self.bruno, self.clara]
        people = {}
        for day in range(DAYS):
            with self._on(day):
                for __, i, change in [e for e in events if e[0] == day]:
                    self._change(people, i, contacts[i], change)
                self.snapshots._take(self.account_map)
        taken = self._picture()
        self.snapshots.search([("map_id", "=", self.account_map.id)]).unlink()
        last = START.date() + timedelta(days=DAYS - 1)
        self._rebuild(date_from=START.date(), date_to=last, step=1)
        self.assertEqual(self._picture(), taken)

    def _change(self, people, i, contact, change):
        if i not in people:
            level = change if change not in ("leave", "come") else False
            people[i] = self._add(contact, level=level, department_id=self.works.id)
        elif change == "leave":
            people[i].active = False
        elif change != "come" and people[i].active:
            people[i].level = change

    def test_rebuild_is_what_daily_snapshots_would_have_been(self):
        self._check_rebuild()

    def test_weekly_with_the_last_day(self):
        self._add(self.anna, level="1", change_date="2026-01-01 10:00:00")
        self._rebuild(date_from=date(2026, 3, 2), date_to=date(2026, 3, 20))
        self.assertEqual(
            [row.date.day for row in self._rows()],
            [2, 9, 16, 20],
        )
        self.assertEqual(set(self._rows().mapped("occasion")), {"rebuilt"})

    def test_taken_days_stay(self):
        with self._on(0):
            person = self._add(self.anna, level="1")
            self.snapshots._take(self.account_map)
        person.write({"level": "-1", "change_date": "2026-03-02 10:00:00"})
        self._rebuild(date_from=START.date(), date_to=date(2026, 3, 4), step=1)
        rows = self._rows()
        self.assertEqual(rows.mapped("occasion"), ["daily", "rebuilt", "rebuilt"])
        self.assertEqual(rows[0].closeness, 100)

    def test_rebuilt_days_are_rebuilt(self):
        person = self._add(self.anna, level="1", change_date="2026-03-01 10:00:00")
        days = {"date_from": date(2026, 3, 2), "date_to": date(2026, 3, 4), "step": 1}
        self._rebuild(**days)
        person.left_on = date(2026, 3, 3)
        self._rebuild(**days)
        self.assertEqual([row.date.day for row in self._rows()], [2])

    def test_opportunity_ends_when_it_closed(self):
        lead = self._lead()
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.anna, lead_map, level="1", change_date="2026-01-01 10:00:00")
        lead.action_set_won()
        lead.date_closed = datetime(2026, 3, 5, 10)
        self.snapshots._rebuild(lead_map, date(2026, 3, 2), date(2026, 3, 30))
        rows = self._rows(lead_map, occasion="rebuilt")
        self.assertEqual([row.date.day for row in rows], [2, 5])
