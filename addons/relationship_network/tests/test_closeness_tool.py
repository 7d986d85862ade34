from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.closeness import StatusFacts, Tally, map_status

PEOPLE = st.lists(
    st.tuples(
        st.floats(0.1, 100, allow_nan=False),
        st.sampled_from([None, 2, 1, 0, -1, -2]),
    ),
    min_size=1,
)


def facts(name="P", level=None, key=False, decides=False, veto=False):
    return StatusFacts(name, level, key, decides, veto)


class TestTally(BaseCase):
    def test_nobody_is_empty_not_zero(self):
        self.assertIsNone(Tally.of([]).closeness)
        self.assertIsNone(Tally.of([]).coverage)

    def test_unassessed_counts_as_neutral(self):
        tally = Tally.of([(1, 2), (3, None)])
        self.assertEqual(tally.closeness, 50)
        self.assertEqual(tally.coverage, 25)

    def test_weights(self):
        self.assertEqual(Tally.of([(3, 1), (1, -1)]).closeness, 50)

    @given(PEOPLE)
    def test_bounds(self, people):
        tally = Tally.of(people)
        self.assertLessEqual(abs(tally.closeness), 200 + 1e-9)
        self.assertTrue(-1e-9 <= tally.coverage <= 100 + 1e-9)

    @given(PEOPLE, PEOPLE)
    def test_tallies_add_up(self, some, others):
        together, added = Tally.of(some + others), Tally.of(some) + Tally.of(others)
        self.assertAlmostEqual(together.closeness, added.closeness, places=6)
        self.assertAlmostEqual(together.coverage, added.coverage, places=6)

    @given(PEOPLE)
    def test_raising_one_level_never_lowers_closeness(self, people):
        (weight, level), rest = people[0], people[1:]
        raised = min(2, (level or 0) + 1)
        self.assertGreaterEqual(
            Tally.of([(weight, raised), *rest]).closeness + 1e-9,
            Tally.of(people).closeness,
        )


class TestMapStatus(BaseCase):
    def test_empty_map(self):
        self.assertEqual(map_status([])[:2], ("red", "empty"))

    def test_support_outside_the_structure_is_not_enough(self):
        status = map_status([facts(level=2, decides=True)])
        self.assertEqual(status[:2], ("red", "no_supportive_key_player"))

    def test_supportive_key_player_is_amber(self):
        status = map_status([facts("Eva", level=1, key=True)])
        self.assertEqual(status, ("amber", "supporter_only", ("Eva",)))

    def test_supportive_deciding_key_player_is_green(self):
        status = map_status([facts("Eva", level=1, key=True, decides=True)])
        self.assertEqual(status, ("green", "supporter_decides", ("Eva",)))

    def test_veto_against_us_is_red_whatever_else(self):
        people = [
            facts("Eva", level=2, key=True, decides=True),
            facts("Max", level=-1, veto=True),
        ]
        self.assertEqual(map_status(people), ("red", "veto_against", ("Max",)))

    def test_unknown_veto_holder_does_not_block(self):
        people = [facts("Eva", level=2, key=True, decides=True), facts(veto=True)]
        self.assertEqual(map_status(people).colour, "green")
