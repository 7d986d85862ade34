from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.ranking import Goal, Rule, rank

PEOPLE = [
    {"name": "near", "distance": 0.1, "skill": 0.5, "free": True},
    {"name": "skilled", "distance": 0.8, "skill": 1.0, "free": True},
    {"name": "busy", "distance": 0.0, "skill": 1.0, "free": False},
]
RULES = [Rule("free", lambda person: person["free"])]
GOALS = [
    Goal("skill", 30, lambda person: person["skill"]),
    Goal("near", 10, lambda person: 1 - person["distance"]),
]
SCORES = st.lists(st.floats(0, 1), max_size=20)


class TestRanking(BaseCase):
    def test_points_and_reasons(self):
        ranking = rank(PEOPLE, RULES, GOALS)
        self.assertEqual(
            [entry.candidate["name"] for entry in ranking.ranked], ["skilled", "near"]
        )
        best = ranking.ranked[0]
        self.assertAlmostEqual(best.points, 75 * 1.0 + 25 * 0.2)
        self.assertEqual([reason.goal for reason in best.reasons], ["skill", "near"])
        self.assertAlmostEqual(best.reasons[1].points, 5)

    def test_rejected_names_the_failed_rule(self):
        rejected = rank(PEOPLE, RULES, GOALS).rejected
        self.assertEqual(
            [(entry.candidate["name"], entry.rule) for entry in rejected],
            [("busy", "free")],
        )

    def test_cut_is_counted(self):
        ranking = rank(PEOPLE, [], GOALS, limit=1)
        self.assertEqual((len(ranking.ranked), ranking.cut), (1, 2))

    def test_bad_goals(self):
        for goals in ([], [Goal("nothing", 0, lambda __: 1)]):
            with self.assertRaises(ValueError):
                rank(PEOPLE, RULES, goals)
        with self.assertRaises(ValueError):
            rank(PEOPLE, RULES, [Goal("wild", 1, lambda __: 2)])

    @given(SCORES)
    def test_order_is_stable_and_complete(self, values):
        candidates = list(enumerate(values))
        goals = [Goal("value", 2, lambda candidate: candidate[1])]
        ranked = rank(candidates, [], goals).ranked
        self.assertEqual(
            [entry.candidate for entry in ranked],
            sorted(candidates, key=lambda candidate: -candidate[1]),
        )
