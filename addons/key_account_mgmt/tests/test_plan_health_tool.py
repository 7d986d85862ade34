from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.plan_health import Objective, elapsed, health, progress

numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 2))


class TestPlanHealthTool(BaseCase):
    @given(numbers, numbers)
    def test_progress_runs_from_start_to_target(self, start, target):
        if start != target:
            self.assertAlmostEqual(progress(start, target, start), 0)
            self.assertAlmostEqual(progress(start, target, target), 1)

    def test_progress_where_less_is_better(self):
        self.assertEqual(progress(10, 0, 5), 0.5)
        self.assertEqual(progress(10, 0, 12), -0.2)

    def test_progress_without_a_way(self):
        self.assertEqual(progress(5, 5, 5), 1)
        self.assertEqual(progress(5, 5, 4), 0)
        self.assertIsNone(progress(None, 5, 4))
        self.assertIsNone(progress(1, 5, None))

    def test_elapsed(self):
        year = date(2026, 1, 1), date(2026, 12, 31)
        self.assertEqual(elapsed(*year, date(2025, 6, 1)), 0)
        self.assertEqual(elapsed(*year, date(2027, 6, 1)), 1)
        self.assertAlmostEqual(elapsed(*year, date(2026, 7, 2)), 0.4986, 3)
        self.assertEqual(elapsed(year[0], year[0], year[0]), 0)

    def test_health(self):
        def judged(*shares, gone=0.5):
            return health(
                [Objective(str(place), share) for place, share in enumerate(shares)],
                gone,
            )[:2]

        self.assertEqual(judged(0.5, 0.6), ("on_track", "on_track"))
        self.assertEqual(judged(0.5, 0.41), ("on_track", "on_track"))
        self.assertEqual(judged(0.5, 0.39, 1), ("at_risk", "behind"))
        self.assertEqual(judged(0.1, 0.1, 1), ("off", "far_behind"))
        self.assertEqual(judged(0.1, 0.5, 1), ("at_risk", "behind"))
        self.assertEqual(judged(1, None), ("at_risk", "unknown"))
        self.assertEqual(judged(), ("at_risk", "no_objectives"))
        self.assertEqual(judged(0, 0, gone=0), ("on_track", "on_track"))

    def test_names_who_is_behind(self):
        result = health([Objective("Revenue", 0.0), Objective("People", 1.0)], 0.2)
        self.assertEqual(result.names, ("Revenue",))
