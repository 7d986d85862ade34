from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import outlook, pursuit
from ..tools.pursuit import Answer

points = st.one_of(st.none(), st.integers(-2, 2))
answers = st.lists(
    st.builds(
        Answer,
        st.sampled_from(["win", "worth"]),
        st.sampled_from([None, "Rival"]),
        st.floats(0.1, 10),
        points,
    )
)


class TestPursuitTool(BaseCase):
    def test_weighted_score(self):
        found = pursuit.scores(
            [
                Answer("win", None, 3, 2),
                Answer("win", None, 1, -2),
                Answer("win", None, 5, None),
                Answer("win", "Rival", 1, 0),
            ]
        )
        self.assertEqual(found["win", None], pursuit.Score(75.0, 2, 3))
        self.assertEqual(found["win", "Rival"].percent, 50.0)

    def test_nothing_answered_is_no_score(self):
        found = pursuit.scores([Answer("win", None, 1, None)])
        self.assertEqual(found["win", None], pursuit.Score(None, 0, 1))

    def test_points_outside_the_scale_are_refused(self):
        with self.assertRaises(ValueError):
            pursuit.scores([Answer("win", None, 1, 3)])

    def test_verdicts(self):
        self.assertEqual(pursuit.verdict(60, 60, 40), "yes")
        self.assertEqual(pursuit.verdict(59.9, 60, 40), "open")
        self.assertEqual(pursuit.verdict(40, 60, 40), "open")
        self.assertEqual(pursuit.verdict(39.9, 60, 40), "no")
        self.assertEqual(pursuit.verdict(None, 60, 40), "open")
        self.assertEqual(pursuit.overall(["yes", "no", "yes"]), "no_go")
        self.assertEqual(pursuit.overall(["yes", "open"]), "open")
        self.assertEqual(pursuit.overall(["yes", "yes"]), "go")
        self.assertEqual(pursuit.overall([]), "open")

    @given(answers)
    def test_scores_stay_in_bounds_and_count_everything(self, given_answers):
        found = pursuit.scores(given_answers)
        self.assertEqual(sum(s.asked for s in found.values()), len(given_answers))
        for score in found.values():
            self.assertEqual(score.percent is None, score.answered == 0)
            self.assertTrue(score.percent is None or -1e-9 <= score.percent <= 100.001)

    @given(st.floats(0.1, 5), st.integers(-2, 2), st.floats(0.1, 5), st.integers(-2, 1))
    def test_a_better_answer_never_harms(self, weight_a, first, weight_b, second):
        def percent(last):
            found = pursuit.scores(
                [
                    Answer("win", None, weight_a, first),
                    Answer("win", None, weight_b, last),
                ]
            )
            return found["win", None].percent

        self.assertGreater(percent(second + 1), percent(second))


class TestOutlookTool(BaseCase):
    weights = {"level": 4, "solution_level": 3, "price_level": 3}

    def _outlook(self, level, solution, price):
        attitudes = dict(zip(self.weights, (level, solution, price), strict=True))
        return outlook.person_outlook(attitudes, self.weights)

    def test_weighted_mean_of_what_is_known(self):
        self.assertAlmostEqual(self._outlook(2, 1, -1), 0.8)
        self.assertAlmostEqual(self._outlook(2, None, -2), (8 - 6) / 7)
        self.assertIsNone(self._outlook(None, None, None))

    def test_what_weighs_nothing_says_nothing(self):
        self.assertIsNone(outlook.person_outlook({"level": 2}, {"level": 0}))

    def test_a_small_lean_is_none(self):
        self.assertEqual(outlook.lean(0.4), 0)
        self.assertEqual(outlook.lean(0.5), 1)
        self.assertEqual(outlook.lean(-0.5), -1)
        self.assertEqual(outlook.lean(None), 0)

    @given(points, points, points)
    def test_outlook_lies_between_the_attitudes(self, level, solution, price):
        value = self._outlook(level, solution, price)
        known = [v for v in (level, solution, price) if v is not None]
        if known:
            self.assertTrue(min(known) - 1e-9 <= value <= max(known) + 1e-9)
