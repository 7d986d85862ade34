from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.signal import DEPTHS, measure, strength_of

contacts = st.lists(
    st.tuples(st.sampled_from(sorted(DEPTHS)), st.integers(0, 365)), max_size=40
)


class TestSignalTool(BaseCase):
    def test_nobody_in_contact_has_no_signal(self):
        self.assertIsNone(measure([]))

    def test_half_of_the_recency_is_left_after_ninety_days(self):
        self.assertEqual(measure([("mail_out", 0)]).recency, 100)
        self.assertEqual(measure([("mail_out", 90)]).recency, 50)
        self.assertEqual(measure([("mail_out", 180)]).recency, 25)

    def test_both_ways(self):
        self.assertEqual(measure([("mail_out", 1)] * 5).two_way, 0)
        self.assertEqual(measure([("mail_in", 1)] * 5).two_way, 0)
        self.assertEqual(measure([("mail_in", 1), ("mail_out", 1)]).two_way, 100)
        self.assertEqual(
            measure([("mail_in", 1), ("mail_out", 1), ("mail_out", 2)]).two_way, 66.7
        )

    def test_a_meeting_is_deeper_than_a_call_and_a_call_than_a_mail(self):
        depths = [measure([(kind, 0)]).depth for kind in ("meeting", "activity")]
        depths.append(measure([("mail_in", 0)]).depth)
        self.assertEqual(depths, sorted(depths, reverse=True))
        self.assertEqual(len(set(depths)), 3)

    def test_score_is_the_weighted_sum_of_what_is_shown(self):
        signal = measure([("mail_in", 3), ("mail_out", 3), ("meeting", 40)])
        score = (
            0.35 * signal.recency
            + 0.30 * signal.frequency
            + 0.20 * signal.two_way
            + 0.15 * signal.depth
        )
        self.assertAlmostEqual(signal.score, score, delta=0.1)

    def test_one_meeting_a_day(self):
        self.assertEqual(measure([("meeting", 3)] * 4), measure([("meeting", 3)]))

    def test_strength(self):
        scores = (0, 19.9, 20, 50, 79.9, 80, 100)
        self.assertEqual(
            [strength_of(score) for score in scores], [1, 1, 2, 3, 4, 5, 5]
        )

    @given(contacts)
    def test_everything_stays_in_its_range(self, pairs):
        if not pairs:
            return
        signal = measure(pairs)
        for value in signal[:5]:
            self.assertTrue(0 <= value <= 100, signal)
        self.assertIn(signal.strength, range(1, 6))

    @given(contacts.filter(bool), st.integers(1, 400))
    def test_with_time_everything_but_the_balance_fades(self, pairs, days):
        before = measure(pairs)
        after = measure([(kind, age + days) for kind, age in pairs])
        self.assertLessEqual(after.recency, before.recency)
        self.assertLessEqual(after.frequency, before.frequency)
        self.assertLessEqual(after.depth, before.depth)
        self.assertEqual(after.two_way, before.two_way)

    @given(contacts)
    def test_order_does_not_matter(self, pairs):
        one, other = measure(pairs), measure(reversed(pairs))
        if pairs:
            for value, expected in zip(one, other, strict=True):
                self.assertAlmostEqual(value, expected, delta=0.1)
