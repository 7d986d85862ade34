from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.assessment import Weight, score, won_and_turned

weights = st.builds(
    Weight,
    st.sampled_from("abcdef"),
    st.floats(0, 100),
    st.floats(0.5, 1000),
)
levels = st.sampled_from([None, -2, -1, 0, 1, 2])


class TestAssessmentTool(BaseCase):
    @given(
        st.dictionaries(st.sampled_from("abcdef"), st.floats(-1e4, 1e4)),
        st.lists(weights, unique_by=lambda weight: weight.metric),
    )
    def test_score_lies_between_0_and_100(self, values, given_weights):
        total, parts = score(values, given_weights)
        if total is None:
            self.assertFalse(parts)
        else:
            self.assertTrue(-1e-6 <= total <= 100 + 1e-6)
            self.assertAlmostEqual(total, sum(part.points for part in parts))
            self.assertAlmostEqual(100, sum(part.most for part in parts))
            for part in parts:
                self.assertLessEqual(part.points, part.most)

    def test_score(self):
        given_weights = [Weight("a", 30, 100), Weight("b", 10, 2), Weight("c", 60, 1)]
        total, parts = score({"a": 50, "b": 5, "c": None}, given_weights)
        self.assertAlmostEqual(total, 100 * (30 * 0.5 + 10) / 40)
        self.assertEqual([part.metric for part in parts], ["a", "b"])

    def test_nothing_known(self):
        self.assertEqual(score({}, [Weight("a", 1, 1)]), (None, ()))
        self.assertEqual(score({"a": 1}, [Weight("a", 0, 1)]), (None, ()))

    def test_bad_weights(self):
        for bad in (Weight("a", -1, 1), Weight("a", 1, 0)):
            with self.assertRaises(ValueError):
                score({"a": 1}, [bad])

    def test_won_and_turned(self):
        changes = [(-2, 1), (-1, 0), (0, 2), (None, 1), (1, 2), (2, 0), (-1, None)]
        self.assertEqual(won_and_turned(changes), (3, 2))

    @given(st.lists(st.tuples(levels, levels)))
    def test_nobody_counts_twice(self, changes):
        won, turned = won_and_turned(changes)
        self.assertLessEqual(max(won, turned), len(changes))
