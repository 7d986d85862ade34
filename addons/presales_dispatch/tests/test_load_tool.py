from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import load

MONDAY = date(2026, 3, 2)
DAYS = st.integers(0, 60)


@tagged("post_install", "-at_install")
class TestLoadTool(BaseCase):
    def test_weekends_carry_nothing(self):
        per_day = load.spread(10, MONDAY, MONDAY + timedelta(days=6))
        self.assertEqual(set(per_day.values()), {2.0})
        self.assertEqual(len(per_day), 5)

    def test_a_weekend_alone_carries_all(self):
        saturday = MONDAY + timedelta(days=5)
        self.assertEqual(load.spread(6, saturday, saturday), {saturday: 6})

    def test_free_hours(self):
        capacity = {MONDAY + timedelta(days=day): 8 for day in range(5)}
        week = MONDAY, MONDAY + timedelta(days=4)
        bookings = [(16, *week), (10, MONDAY, MONDAY + timedelta(days=11))]
        # The second booking has half of its ten weekdays in the window.
        self.assertAlmostEqual(load.free_hours(capacity, bookings, week), 40 - 16 - 5)

    @given(st.floats(0.5, 500), DAYS, DAYS)
    def test_weeks_sum_up_to_the_booking(self, hours, offset, length):
        start = MONDAY + timedelta(days=offset)
        per_day = load.spread(hours, start, start + timedelta(days=length))
        weeks = load.weekly(per_day)
        self.assertAlmostEqual(sum(weeks.values()), hours)
        self.assertTrue(all(monday.weekday() == 0 for monday in weeks))

    @given(st.floats(0.5, 500), DAYS, DAYS, DAYS)
    def test_a_window_and_its_rest_hold_all_hours(self, hours, offset, length, cut):
        start = MONDAY + timedelta(days=offset)
        end = start + timedelta(days=length)
        split = start + timedelta(days=cut)
        first = load.hours_within(hours, (start, end), (start, split))
        rest = load.hours_within(
            hours, (start, end), (split + timedelta(days=1), max(end, split))
        )
        self.assertAlmostEqual(first + rest, hours)
