from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.simulation import (
    VERDICT_ORDER,
    Person,
    best_levers,
    changed,
    figures,
    outlook,
)
from . import property_settings  # noqa: F401

LEVELS = st.sampled_from([None, -2, -1, 0, 1, 2])
PEOPLE = st.lists(
    st.builds(
        Person,
        key=st.just(0),
        name=st.sampled_from(["Anna", "Bruno"]),
        weight=st.floats(0.1, 20),
        level=LEVELS,
        is_key_player=st.booleans(),
        decides=st.booleans(),
        has_veto=st.booleans(),
        has_approval=st.booleans(),
        influence=st.floats(0, 100),
    ),
    max_size=8,
).map(lambda people: [p._replace(key=i) for i, p in enumerate(people)])


def decider(name, level, weight=1.0, **powers):
    return Person(name, name, weight, level, decides=True, **powers)


@tagged("post_install", "-at_install")
class TestSimulationTool(BaseCase):
    def _assert_verdict(self, people, verdict, reason, names=()):
        found = outlook(people)
        self.assertEqual((found.verdict, found.reason), (verdict, reason))
        self.assertEqual(found.names, tuple(names))

    # ------------------------------------------------------------------ outlook

    def test_veto_decides_over_all(self):
        people = [decider("Anna", 2, 90, has_approval=True), decider("Bruno", 2, 90)]
        veto = Person("c", "Clara", 1, -1, has_veto=True)
        self._assert_verdict([*people, veto], "unfavourable", "veto_against", ["Clara"])
        for level in (0, None):
            unsure = veto._replace(level=level)
            self._assert_verdict([*people, unsure], "open", "veto_open", ["Clara"])
        won = veto._replace(level=1)
        self._assert_verdict([*people, won], "favourable", "approval_for", ["Anna"])

    def test_approval_decides_over_averages(self):
        crowd = [decider("Bruno", -2, 50), decider("Clara", -1, 50)]
        boss = decider("Anna", 1, 1, has_approval=True)
        self._assert_verdict([*crowd, boss], "favourable", "approval_for", ["Anna"])
        against = boss._replace(level=-1)
        crowd = [person._replace(level=2) for person in crowd]
        self._assert_verdict(
            [*crowd, against], "unfavourable", "approval_against", ["Anna"]
        )
        # Two who can approve and disagree: the weights decide.
        other = boss._replace(name="Dora")
        self._assert_verdict([*crowd, against, other], "favourable", "majority_for")

    def test_averages(self):
        self._assert_verdict(
            [decider("a", 1, 51), decider("b", -2, 49)], "favourable", "majority_for"
        )
        self._assert_verdict(
            [decider("a", 1, 49), decider("b", -2, 51)],
            "unfavourable",
            "majority_against",
        )
        self._assert_verdict(
            [decider("a", 1, 50), decider("b", -2, 50)], "open", "no_majority"
        )
        self._assert_verdict([decider("a", 0)], "open", "no_majority")

    def test_nobody_decides(self):
        self._assert_verdict([], "open", "nobody_decides")
        self._assert_verdict([Person(1, "User", 5, 2)], "open", "nobody_decides")
        found = outlook([Person(1, "User", 5, 2)])
        self.assertEqual((found.supporting, found.undecided, found.opposing), (0, 0, 0))
        # A veto holder alone cannot say yes.
        self._assert_verdict(
            [Person(1, "Anna", 1, 2, has_veto=True)], "open", "nobody_decides"
        )

    def test_shares_are_those_of_the_deciders(self):
        found = outlook(
            [
                decider("a", 2, 2),
                decider("b", None, 1),
                decider("c", -1, 1),
                Person("d", "User", 100, -2),
            ]
        )
        self.assertEqual(
            (found.supporting, found.undecided, found.opposing), (50, 25, 25)
        )

    # ------------------------------------------------------------------- levers

    def test_who_turns_the_status_comes_first(self):
        people = [
            Person("heavy", "Heavy", 50, -2, influence=90),
            decider("key", 0, is_key_player=True),
        ]
        ranking = best_levers(people)
        first, second = ranking.ranked
        self.assertEqual(first.candidate.person.key, "key")
        self.assertEqual(first.candidate.level, 1)
        self.assertEqual(first.candidate.figures.status.colour, "green")
        self.assertEqual(
            [r.goal for r in first.reasons if r.points],
            ["status", "outlook", "closeness"],
        )
        self.assertEqual(second.candidate.level, -1)

    def test_who_is_no_lever(self):
        people = [
            Person(1, "Own", 1, 0, side="own"),
            Person(2, "Rival", 1, 0, side="competitor"),
            Person(3, "Role", 1, None, is_placeholder=True),
            Person(4, "Friend", 1, 2),
            Person(5, "Unknown", 1, None),
        ]
        ranking = best_levers(people)
        self.assertEqual(
            {r.candidate.person.key: r.rule for r in ranking.rejected},
            {1: "own", 2: "competitor", 3: "placeholder", 4: "strong_support"},
        )
        [only] = ranking.ranked
        # Who is not assessed counts as neutral: the next level is support.
        self.assertEqual((only.candidate.person.key, only.candidate.level), (5, 1))
        self.assertEqual(best_levers([]).ranked, ())

    def test_influence_tells_equals_apart(self):
        people = [
            Person(i, str(i), 1, 0, influence=share)
            for i, share in enumerate([10, 60, 30])
        ]
        keys = [r.candidate.person.key for r in best_levers(people).ranked]
        self.assertEqual(keys, [1, 2, 0])

    # --------------------------------------------------------------- invariants

    @given(PEOPLE)
    def test_shares_add_up(self, people):
        found = outlook(people)
        total = found.supporting + found.undecided + found.opposing
        deciding = [p for p in people if p.decides or p.has_approval or p.has_veto]
        self.assertAlmostEqual(total, 100 if deciding else 0, places=6)

    @given(PEOPLE, st.integers(0, 7), LEVELS)
    def test_a_better_level_never_harms(self, people, index, level):
        assume(index < len(people))
        assume((level or 0) >= (people[index].level or 0))
        before = figures(people)
        after = figures(changed(people, {index: {"level": level}}))
        self.assertGreaterEqual(after.closeness, before.closeness - 1e-9)
        self.assertGreaterEqual(
            VERDICT_ORDER.index(after.outlook.verdict),
            VERDICT_ORDER.index(before.outlook.verdict),
        )

    @given(PEOPLE)
    def test_levers_keep_what_they_promise(self, people):
        ranking = best_levers(people)
        self.assertEqual(len(ranking.ranked) + len(ranking.rejected), len(people))
        for ranked in ranking.ranked:
            lever = ranked.candidate
            after = changed(people, {lever.person.key: {"level": lever.level}})
            self.assertEqual(figures(after), lever.figures)
            self.assertTrue(0 <= ranked.points <= 100)

    @given(PEOPLE)
    def test_no_change_changes_nothing(self, people):
        self.assertEqual(figures(changed(people, {})), figures(people))
