from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.next_step import (
    WINDOW,
    Effect,
    count_effects,
    rank_effects,
    urgency,
)

days = st.integers(0, 700)
people = st.sampled_from("abc")
kinds = st.sampled_from(["meeting", "call"])


def count(activities, rises, today=1000):
    return {
        effect.kind: (effect.cases, effect.rises)
        for effect in count_effects(activities, rises, today)
    }


class TestNextStepTool(BaseCase):
    def test_a_level_that_rose_within_the_window(self):
        activities = [("a", "meeting", 10), ("b", "meeting", 10), ("c", "call", 10)]
        rises = [("a", 10 + WINDOW), ("b", 11 + WINDOW), ("c", 9)]
        self.assertEqual(count(activities, rises), {"meeting": (2, 1), "call": (1, 0)})

    def test_the_same_day_counts(self):
        self.assertEqual(count([("a", "call", 5)], [("a", 5)]), {"call": (1, 1)})

    def test_what_follows_soon_belongs_to_the_same_case(self):
        mails = [("a", "mail", day) for day in (0, 20, WINDOW, WINDOW + 1)]
        self.assertEqual(count(mails, []), {"mail": (2, 0)})

    def test_open_cases_do_not_count_unless_they_succeeded(self):
        activities = [("a", "call", 90), ("b", "call", 90)]
        self.assertEqual(count(activities, [("a", 95)], today=100), {"call": (1, 1)})

    def test_ranking_is_silent_below_five_cases(self):
        effects = [
            Effect("lucky", 4, 4),
            Effect("meeting", 12, 8),
            Effect("call", 12, 3),
            Effect("never", 30, 0),
        ]
        ranking = rank_effects(effects)
        self.assertEqual(
            [ranked.candidate.kind for ranked in ranking.ranked], ["meeting", "call"]
        )
        self.assertEqual(
            {r.candidate.kind: r.rule for r in ranking.rejected},
            {"lucky": "enough_cases", "never": "worked"},
        )

    def test_more_cases_break_a_tie(self):
        few, many = Effect("few", 6, 3), Effect("many", 18, 9)
        self.assertEqual(rank_effects([few, many]).ranked[0].candidate, many)

    def test_urgency(self):
        self.assertEqual(urgency(5, -1, 1), 10)
        self.assertEqual(urgency(5, None, 1), 5)
        self.assertEqual(urgency(5, 2, 1), 0)

    @given(st.lists(st.tuples(people, kinds, days)), st.lists(st.tuples(people, days)))
    def test_bounds(self, activities, rises):
        counted = count_effects(activities, rises, 1000)
        for effect in counted:
            self.assertTrue(0 <= effect.rises <= effect.cases)
            self.assertTrue(0 <= effect.share <= 1)
            done = [row for row in set(activities) if row[1] == effect.kind]
            self.assertLessEqual(effect.cases, len(done))
        self.assertEqual(
            {effect.kind for effect in counted}, {kind for __, kind, __ in activities}
        )

    @given(
        st.lists(st.tuples(people, kinds, days)),
        st.lists(st.tuples(people, days)),
        st.tuples(people, days),
    )
    def test_one_more_rise_never_lowers_a_count(self, activities, rises, rise):
        before = count(activities, rises)
        after = count(activities, [*rises, rise])
        for kind, (cases, successes) in before.items():
            self.assertEqual(after[kind][0], cases)
            self.assertGreaterEqual(after[kind][1], successes)
