from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import worth

WEIGHTS = {
    "tier": 30,
    "amount": 25,
    "probability": 20,
    "closeness": 15,
    "account_class": 10,
}
MILLION = 1_000_000
FACTS = st.fixed_dictionaries(
    {
        "tier": st.sampled_from([None, *"ABCDE"]),
        "amount": st.floats(0, 1e9),
        "probability": st.floats(0, 100),
        "closeness": st.one_of(st.none(), st.floats(-200, 200)),
        "account_class": st.sampled_from([None, *"ABCD"]),
    }
)


@tagged("post_install", "-at_install")
class TestWorthTool(BaseCase):
    def test_the_best_opportunity_is_worth_a_hundred(self):
        best = {
            "tier": "A",
            "amount": MILLION,
            "probability": 100,
            "closeness": 200,
            "account_class": "A",
        }
        self.assertAlmostEqual(worth.worth(best, WEIGHTS, MILLION)[0], 100)

    def test_by_hand(self):
        facts = {
            "tier": "C",
            "amount": 100_000,
            "probability": 50,
            "closeness": 0,
            "account_class": None,
        }
        points, parts = worth.worth(facts, WEIGHTS, MILLION)
        # 15 of 30, two thirds of 25, 10 of 20, 7.5 of 15, nothing of 10
        self.assertAlmostEqual(points, 15 + 25 * 2 / 3 + 10 + 7.5)
        self.assertEqual(
            [part.factor for part in parts],
            ["amount", "tier", "probability", "closeness", "account_class"],
        )
        unknown = [part.factor for part in parts if not part.known]
        self.assertEqual(unknown, ["account_class"])

    def test_weights_of_zero_do_not_count(self):
        points, parts = worth.worth({"tier": "A"}, {"tier": 1, "amount": 0}, MILLION)
        self.assertEqual((points, len(parts)), (100, 1))

    def test_without_weights_nothing_is_worth_anything(self):
        self.assertEqual(worth.worth({"tier": "A"}, {}, MILLION), (0, ()))

    @given(FACTS)
    def test_points_are_the_sum_of_the_parts(self, facts):
        points, parts = worth.worth(facts, WEIGHTS, MILLION)
        self.assertAlmostEqual(points, sum(part.points for part in parts))
        self.assertTrue(0 <= points <= 100.000001)
        self.assertTrue(all(part.points <= part.most + 1e-9 for part in parts))

    @given(FACTS, st.floats(0, 100))
    def test_more_probable_is_never_worth_less(self, facts, more):
        likelier = {**facts, "probability": max(more, facts["probability"])}
        self.assertGreaterEqual(
            worth.worth(likelier, WEIGHTS, MILLION)[0] + 1e-9,
            worth.worth(facts, WEIGHTS, MILLION)[0],
        )

    @given(FACTS)
    def test_what_is_unknown_never_adds(self, facts):
        known = worth.worth({**facts, "closeness": -200}, WEIGHTS, MILLION)[0]
        unknown = worth.worth({**facts, "closeness": None}, WEIGHTS, MILLION)[0]
        self.assertAlmostEqual(known, unknown)
