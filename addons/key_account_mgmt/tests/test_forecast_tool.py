from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.forecast import STEPS, Point, accuracy, waterfall

amounts = st.integers(0, 10**9).map(float)
points = st.builds(Point, amounts, st.sampled_from(["open", "won", "lost"]))
days = st.dictionaries(st.integers(0, 20), points)


class TestForecastTool(BaseCase):
    @given(days, days)
    def test_start_plus_steps_is_end(self, before, after):
        result = waterfall(before, after)
        self.assertAlmostEqual(result.start + sum(result.steps.values()), result.end)

    @given(days, days)
    def test_signs(self, before, after):
        steps = waterfall(before, after).steps
        for name in STEPS:
            if name in ("new", "increased"):
                self.assertGreaterEqual(steps[name], 0)
            else:
                self.assertLessEqual(steps[name], 0)

    def test_each_step(self):
        def point(amount, status="open"):
            return Point(amount, status)

        before = {1: point(10), 2: point(20), 3: point(30), 4: point(40), 5: point(50)}
        after = {
            1: point(15),
            2: point(12),
            3: point(30, "won"),
            4: point(45, "lost"),
            6: point(7),
            7: point(99, "won"),
        }
        result = waterfall(before, after)
        self.assertEqual(
            result.steps,
            {
                "new": 7,
                "increased": 5,
                "decreased": -8,
                "won": -30,
                "lost": -40,
                "removed": -50,
            },
        )
        self.assertEqual((result.start, result.end), (150, 34))

    @given(amounts, amounts)
    def test_accuracy_stays_within_bounds(self, forecast, actual):
        result = accuracy(forecast, actual)
        if forecast or actual:
            self.assertTrue(0 <= result.accuracy <= 100)
            self.assertEqual(result.accuracy, accuracy(actual, forecast).accuracy)

    def test_accuracy(self):
        self.assertEqual(accuracy(100, 100)[2:], (0, 100))
        self.assertEqual(accuracy(150, 100).bias, 50)
        self.assertEqual(accuracy(50, 100)[2:], (-50, 50))
        self.assertEqual(accuracy(50, 0)[2:], (None, 0))
        self.assertEqual(accuracy(0, 0)[2:], (None, None))
