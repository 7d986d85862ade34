from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import abuse
from ..tools.abuse import DAY, Finding, Work

HOUR = 3600
MUNICH, BERLIN = (48.1374, 11.5755), (52.5200, 13.4050)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=12)


@tagged("post_install", "-at_install")
class TestAbuseTool(BaseCase):
    def test_the_same_serial_again_within_the_days(self):
        works = [
            Work(1, 1, 0, HOUR, serial=5),
            Work(2, 2, 10 * DAY + HOUR, 10 * DAY + 2 * HOUR, serial=5),
            Work(3, 2, 41 * DAY, 41 * DAY + HOUR, serial=5),
            Work(4, 3, 0, HOUR),
        ]
        found = abuse.check(works, 0)
        self.assertEqual(found, [Finding("repeat", 2, 1, 10 * DAY, 30 * DAY)])

    def test_one_person_at_two_orders_at_once(self):
        works = [Work(1, 1, 0, 5 * HOUR), Work(2, 1, HOUR, 2 * HOUR)]
        works += [Work(3, 1, 4 * HOUR, 6 * HOUR), Work(4, 2, 0, HOUR)]
        self.assertEqual(
            abuse.check(works, 0),
            [Finding("overlap", 2, 1, HOUR, 0), Finding("overlap", 3, 1, HOUR, 0)],
        )

    def test_nobody_drives_504_km_in_an_hour(self):
        works = [
            Work(1, 1, 0, HOUR, place=MUNICH),
            Work(2, 1, 2 * HOUR, 3 * HOUR, place=BERLIN),
            Work(3, 1, 9 * HOUR, 10 * HOUR, place=MUNICH),
        ]
        (finding,) = abuse.check(works, 0)
        self.assertEqual(finding[:4], ("too_fast", 2, 1, HOUR))
        self.assertAlmostEqual(finding.allowed, 504 / 120 * HOUR, delta=60)

    def test_parts_are_overdue_only_after_their_time(self):
        works = [Work(1, 1, 0, HOUR, due_back=DAY, missing=2.0)]
        self.assertEqual(abuse.check(works, DAY), [])
        found = abuse.check(works, DAY + 1)
        self.assertEqual(found, [Finding("no_return", 1, None, 2.0, 0)])

    def test_bad_values_are_refused(self):
        with self.assertRaises(ValueError):
            abuse.check([Work(1, 1, 2, 1)], 0)
        with self.assertRaises(ValueError):
            abuse.check([], 0, abuse.Limits(speed_kmh=0))

    @given(SPANS)
    def test_an_order_is_found_whenever_an_earlier_one_overlaps_it(self, spans):
        works = [Work(n, 1, at, at + took) for n, (at, took) in enumerate(spans)]
        expected = {
            work.order
            for work in works
            for other in works
            if (other.start, other.order) < (work.start, work.order)
            and other.end > work.start
        }
        self.assertEqual({entry.order for entry in abuse.check(works, 0)}, expected)
