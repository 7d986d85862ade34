from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.fairness import (
    Supported,
    follows_seller,
    follows_worth,
    gini,
    hours_of_sellers,
    lorenz,
    mismatches,
    rank_correlation,
    ranks,
)

VALUES = st.lists(st.integers(0, 1_000), min_size=1, max_size=60)


def cases(*rows):
    return [Supported(key, *row) for key, row in enumerate(rows)]


class TestFairnessTool(BaseCase):
    def test_ranks_share_places(self):
        self.assertEqual(ranks([10, 30, 20, 20]), [1, 4, 2.5, 2.5])

    def test_spearman_by_hand(self):
        # IQ and hours of television, the example of every textbook: ρ = −29/165.
        iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
        hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
        self.assertAlmostEqual(rank_correlation(iq, hours), -29 / 165)
        self.assertIsNone(rank_correlation([1, 2, 3], [1, 2, 3]), "too few")
        self.assertIsNone(rank_correlation([1] * 6, range(6)), "no order")

    def test_gini_by_hand(self):
        self.assertEqual(gini([5, 5, 5, 5]), 0)
        self.assertAlmostEqual(gini([0, 0, 0, 8]), 0.75)
        self.assertAlmostEqual(gini([1, 3]), 0.25)
        self.assertIsNone(gini([0, 0]))

    def test_hours_that_follow_worth(self):
        fair = cases(*((n % 2, 10 * n, 3 * n) for n in range(8)))
        self.assertAlmostEqual(follows_worth(fair), 1)
        self.assertEqual(mismatches(fair), ([], []))

    def test_hours_that_follow_a_person(self):
        friend = [("friend", 10 * n, 40 + n) for n in range(5)]
        others = [("other", 60 + n, n % 2) for n in range(5)]
        found = cases(*friend, *others)
        self.assertLess(follows_worth(found), 0)
        self.assertGreater(follows_seller(found), 0.5)
        over, under = mismatches(found, 2)
        self.assertEqual([m.key for m in over], [0, 1])
        self.assertTrue(all(m.key >= 5 and m.fair_hours > 1 for m in under))

    def test_a_case_does_not_explain_itself(self):
        self.assertEqual(
            hours_of_sellers(cases(("a", 0, 10), ("a", 0, 20), ("b", 0, 5))),
            [20, 10, None],
        )

    @given(VALUES)
    def test_a_lorenz_curve_sags(self, values):
        points = lorenz(values)
        if not sum(values):
            self.assertEqual(points, [])
            return
        self.assertEqual((points[0], points[-1][0]), ((0, 0), 1))
        self.assertAlmostEqual(points[-1][1], 1)
        self.assertTrue(all(y <= x + 1e-9 for x, y in points))
        self.assertTrue(0 <= gini(values) < 1)

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5))
    def test_a_correlation_has_bounds(self, pairs):
        first, second = zip(*pairs, strict=True)
        found = rank_correlation(first, second)
        if found is not None:
            self.assertTrue(-1 - 1e-9 <= found <= 1 + 1e-9)
            self.assertAlmostEqual(found, rank_correlation(second, first))
