from odoo.tests import BaseCase, tagged

from odoo.addons.relationship_network.tools import ranking

from ..tools import candidates
from ..tools.candidates import Expert, Need

NAMES = {code: code for code in (*candidates.RULES, *candidates.GOALS)}
ALL_EQUAL = dict.fromkeys(candidates.GOALS, 1.0)


def rank(experts, need=None, weights=None):
    need = need or Need(8)
    return ranking.rank(
        experts,
        candidates.rules(need, NAMES),
        candidates.goals(need, weights or ALL_EQUAL, NAMES),
    )


@tagged("post_install", "-at_install")
class TestCandidatesTool(BaseCase):
    def test_every_rule_is_named(self):
        fit = {"capacity": 8, "free": 8}
        cases = [
            ("company", Expert(1, is_same_company=False, **fit)),
            ("booked", Expert(1, is_booked=True, **fit)),
            ("center", Expert(1, is_member=False, **fit)),
            ("skill", Expert(1, skills=((30, 50),), **fit)),
            ("present", Expert(1, capacity=0, free=0)),
            ("free", Expert(1, capacity=8, free=0.5)),
        ]
        for rule, expert in cases:
            outcome = rank([expert], Need(8, is_members_only=True))
            self.assertEqual([entry.rule for entry in outcome.rejected], [rule])

    def test_others_than_members_may_when_the_policy_allows(self):
        outcome = rank([Expert(1, is_member=False, capacity=8, free=8)])
        self.assertEqual(len(outcome.ranked), 1)

    def test_points_by_hand(self):
        expert = Expert(
            1,
            skills=((100, 50), (50, 1)),
            capacity=40,
            free=4,
            zones=3,
            projects=1,
            connections=1,
            won=3,
            closed=4,
        )
        (entry,) = rank([expert]).ranked
        values = {reason.goal: reason.value for reason in entry.reasons}
        self.assertAlmostEqual(values["skill"], 0.75)
        self.assertAlmostEqual(values["free"], 0.5)
        self.assertAlmostEqual(values["place"], 0.75)
        self.assertAlmostEqual(values["history"], 0.5)
        self.assertAlmostEqual(values["win_rate"], 4 / 6)

    def test_on_site_the_distance_counts(self):
        near = Expert(1, capacity=8, free=8, distance=10, zones=11)
        far = Expert(2, capacity=8, free=8, distance=1900, zones=0)
        onsite = rank([far, near], Need(8, is_onsite=True), {"place": 1})
        remote = rank([far, near], Need(8), {"place": 1})
        self.assertEqual(onsite.ranked[0].candidate.id, 1)
        self.assertEqual(remote.ranked[0].candidate.id, 2)

    def test_distance(self):
        # Paris to London: 344 km in published tables.
        paris, london = (48.8566, 2.3522), (51.5074, -0.1278)
        self.assertAlmostEqual(candidates.distance_km(paris, london), 344, delta=1)
        self.assertEqual(candidates.distance_km(paris, paris), 0)
