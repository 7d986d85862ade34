from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import failure_band
from ..tools.failure_band import Period

COUNTS = st.dictionaries(st.text(max_size=3), st.integers(0, 99))


@tagged("post_install", "-at_install")
class TestFailureBandTool(BaseCase):
    def test_limits_by_hand(self):
        # u = 20 / 500 = 0.04; 0.04 ± 3 · √(0.04 / 100) = -0.02 and 0.1
        baseline = [Period(8, 200), Period(12, 300)]
        inside, outside = failure_band.u_chart(
            baseline, [Period(9, 100), Period(11, 100)]
        )
        self.assertAlmostEqual(inside.upper, 0.1)
        self.assertEqual((inside.lower, inside.side), (0.0, 0))
        self.assertEqual((outside.rate, outside.side), (0.11, 1))

    def test_few_failures_among_many_units_are_below_the_band(self):
        (point,) = failure_band.u_chart([Period(40, 1000)], [Period(10, 1000)])
        self.assertEqual(point.side, -1)

    def test_the_same_rate_alarms_only_with_enough_units(self):
        small, large = failure_band.u_chart(
            [Period(40, 1000)], [Period(1, 10), Period(100, 1000)]
        )
        self.assertEqual((small.side, large.side), (0, 1))

    def test_periods_and_baselines_without_units(self):
        self.assertEqual(failure_band.u_chart([Period(1, 9)], [Period(0, 0)]), [None])
        for baseline in ([], [Period(0, 0)], [Period(-1, 5)]):
            with self.assertRaises(ValueError):
                failure_band.u_chart(baseline, [])

    @given(COUNTS)
    def test_pareto_falls_and_ends_at_all(self, counts):
        shares = failure_band.pareto(counts)
        found = [share.count for share in shares]
        self.assertEqual(found, sorted(found, reverse=True))
        self.assertEqual(len(shares), sum(1 for count in counts.values() if count))
        if shares:
            self.assertEqual(shares[-1].cumulated, 1.0)
