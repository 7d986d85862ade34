from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.classification import classify, estimate, is_key

AMOUNTS = st.floats(0, 1e12)


class TestClassificationTool(BaseCase):
    def test_four_quadrants(self):
        self.assertEqual(classify(250, 100, 250, 100), "A")
        self.assertEqual(classify(249, 100, 250, 100), "B")
        self.assertEqual(classify(250, 99, 250, 100), "C")
        self.assertEqual(classify(249, 99, 250, 100), "D")

    @given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
    def test_swapping_the_axes_swaps_b_and_c(self, one, other, limit, other_limit):
        swap = {"A": "A", "B": "C", "C": "B", "D": "D"}
        self.assertEqual(
            swap[classify(one, other, limit, other_limit)],
            classify(other, one, other_limit, limit),
        )

    def test_key_by_method(self):
        for method, expected in {
            "score": [True, True, False, False],
            "estimation": [True, False, True, False],
            "either": [True, True, True, False],
            "both": [True, False, False, False],
        }.items():
            cases = [(60, True), (60, False), (59, True), (59, False)]
            with self.subTest(method=method):
                found = [is_key(method, score, 60, high) for score, high in cases]
                self.assertEqual(found, expected)

    def test_without_score_the_estimation_decides(self):
        self.assertTrue(is_key("both", None, 60, True))
        self.assertFalse(is_key("score", None, 60, False))

    def test_estimate(self):
        self.assertEqual(estimate(40, 18_000, 25), 180_000)
        for values in ((-1, 1, 1), (1, -1, 1), (1, 1, 101), (1, 1, -1)):
            with self.subTest(values=values), self.assertRaises(ValueError):
                estimate(*values)
