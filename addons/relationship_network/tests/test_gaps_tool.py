from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.gaps import Gap, Item, Needed, PersonFacts, map_gaps

NEEDED = [
    Needed(1, "Approver", "economic_buyer"),
    Needed(2, "Decision Maker", "decision_maker"),
    Needed(3, "Coach", "champion"),
]


def person(name, meaning=None, department=None, **facts):
    values = {"level": 1, "has_owner": True, **facts}
    return PersonFacts(
        key=name, name=name, meaning=meaning, department_id=department, **values
    )


FULL = [
    person("A", "economic_buyer"),
    person("B", "decision_maker"),
    person("C", "champion"),
]


class TestGaps(BaseCase):
    def _gaps(self, people, departments=None, needed=NEEDED, **options):
        return map_gaps(people, departments or {}, needed, **options)

    def test_complete_map_has_no_gap(self):
        self.assertEqual(self._gaps(FULL), [])

    def test_missing_roles(self):
        self.assertEqual(
            self._gaps(FULL[:1]),
            [Gap("missing_role", (Item(2, "Decision Maker"), Item(3, "Coach")))],
        )

    def test_a_role_without_meaning_is_filled_by_itself_only(self):
        needed = [Needed(9, "Works council")]
        self.assertEqual(
            self._gaps(FULL, needed=needed),
            [Gap("missing_role", (Item(9, "Works council"),))],
        )
        people = [*FULL, person("D", role=9)]
        self.assertEqual(self._gaps(people, needed=needed), [])

    def test_placeholder_counts_as_gap_and_fills_no_role(self):
        people = [*FULL[:2], person("Coach?", "champion", is_placeholder=True)]
        self.assertEqual(
            self._gaps(people),
            [
                Gap("missing_role", (Item(3, "Coach"),)),
                Gap("placeholder", (Item("Coach?", "Coach?"),)),
            ],
        )

    def test_key_department_needs_somebody_assessed_in_its_branch(self):
        departments = {1: ("Finance", {1, 2}), 5: ("IT", {5})}
        unknown = person("E", department=5, level=None)
        people = [*FULL, person("D", department=2), unknown]
        self.assertEqual(
            self._gaps(people, departments),
            [
                Gap("uncovered_department", (Item(5, "IT"),)),
                Gap("not_assessed", (Item("E", "E"),)),
            ],
        )

    def test_nobody_owns(self):
        people = [*FULL, person("D", has_owner=False)]
        self.assertEqual(self._gaps(people), [Gap("no_owner", (Item("D", "D"),))])

    def test_single_thread(self):
        engaged = person("D", is_engaged=True)
        self.assertEqual(
            self._gaps([*FULL, engaged]), [Gap("single_thread", (Item("D", "D"),))]
        )
        self.assertEqual(self._gaps([*FULL, engaged, engaged]), [])
        self.assertEqual(self._gaps([engaged], needed=()), [], "nobody else to engage")

    def test_unknown_people(self):
        met = [Item(7, "Eva")]
        self.assertEqual(
            self._gaps(FULL, unknown_people=met), [Gap("unknown_people", (met[0],))]
        )

    def test_unused_supporter(self):
        helper = person("D", reaches_others=True)
        self.assertEqual(self._gaps([*FULL, helper]), [], "every decider is won")
        weak = person("E", level=0, decides=True)
        idle = [Gap("unused_supporter", (Item("D", "D"),))]
        self.assertEqual(self._gaps([*FULL, helper, weak]), idle)
        for change in ({"is_busy": True}, {"level": 0}, {"reaches_others": False}):
            other = helper._replace(**change)
            self.assertEqual(self._gaps([*FULL, other, weak]), [], change)

    @given(
        st.lists(
            st.builds(
                PersonFacts,
                key=st.integers(),
                name=st.text(max_size=3),
                role=st.none(),
                meaning=st.none(),
                department_id=st.none(),
                level=st.sampled_from([None, -2, -1, 0, 1, 2]),
                is_placeholder=st.booleans(),
                has_owner=st.booleans(),
                decides=st.booleans(),
                is_engaged=st.booleans(),
                reaches_others=st.booleans(),
                is_busy=st.booleans(),
            )
        )
    )
    def test_placeholders_are_asked_for_a_name_only(self, people):
        kinds = {}
        for found in map_gaps(people, {}):
            self.assertTrue(found.items)
            kinds[found.kind] = len(found.items)
        self.assertEqual(
            kinds.get("placeholder", 0), sum(p.is_placeholder for p in people)
        )
        named = [p for p in people if not p.is_placeholder]
        self.assertEqual(
            kinds.get("not_assessed", 0), sum(p.level is None for p in named)
        )
        self.assertEqual(kinds.get("no_owner", 0), sum(not p.has_owner for p in named))
