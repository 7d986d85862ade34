from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.transfer import Entry, Rate, cost, open_day, postings, rounded, split

RATE = Rate(Decimal(100), Decimal(60), Decimal("0.45"))
MONEY = st.decimals(-100_000, 100_000, places=2)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


class TestTransferTool(BaseCase):
    def test_cost_by_hand(self):
        self.assertEqual(cost(7.5, 0, RATE), Decimal(750))
        self.assertEqual(cost(2, 0, RATE, travel=True), Decimal(120))
        self.assertEqual(cost(0.1, 33, RATE), Decimal("24.85"))
        self.assertEqual(cost(1 / 3, 0, RATE), Decimal("33.33"))
        self.assertEqual(cost(1 / 3, 0, RATE, digits=0), Decimal(33))
        self.assertEqual(rounded(Decimal("2.005")), Decimal("2.01"))
        self.assertEqual(rounded(Decimal("-2.005")), Decimal("-2.01"))

    def test_closed_days_are_not_touched(self):
        closed = date(2026, 1, 31)
        self.assertEqual(open_day(date(2026, 1, 15), closed), date(2026, 2, 1))
        self.assertEqual(open_day(date(2026, 2, 15), closed), date(2026, 2, 15))
        self.assertEqual(open_day(date(2026, 1, 15)), date(2026, 1, 15))

    def test_differences_only(self):
        day = date(2026, 1, 15)
        found = postings(
            [
                Entry(1, 1, day, Decimal(100), Decimal(0)),
                Entry(2, 2, day, Decimal(80), Decimal(100)),
                Entry(3, 4, day, Decimal(50), Decimal(50)),
            ],
            date(2026, 1, 31),
        )
        self.assertEqual(
            [(p.key, p.amount, p.is_difference, p.day) for p in found],
            [
                (1, Decimal(100), False, date(2026, 2, 1)),
                (2, Decimal(-20), True, date(2026, 2, 1)),
            ],
        )

    @given(st.lists(st.tuples(MONEY, MONEY, DAYS)), st.none() | DAYS)
    def test_after_postings_nothing_is_left(self, rows, closed):
        entries = [
            Entry(key, 1, day, target, booked)
            for key, (target, booked, day) in enumerate(rows)
        ]
        found = postings(entries, closed)
        moved = {posting.key: posting.amount for posting in found}
        for entry in entries:
            self.assertEqual(entry.booked + moved.get(entry.key, 0), entry.target)
        self.assertTrue(all(posting.amount for posting in found))
        self.assertTrue(all(not closed or posting.day > closed for posting in found))

    @given(MONEY, st.lists(st.integers(1, 100), min_size=1, max_size=5))
    def test_parts_add_up_to_the_cent(self, amount, shares):
        parts = split(amount, dict(enumerate(shares)))
        self.assertEqual(sum(parts.values()), amount)
        total = sum(shares)
        for key, share in enumerate(shares):
            off = abs(parts[key] - amount * share / total)
            self.assertLessEqual(off, Decimal("0.01") * len(shares))
