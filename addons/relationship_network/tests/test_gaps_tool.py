from odoo.tests import BaseCase

from ..tools.gaps import Gap, PersonFacts, map_gaps


def person(name, meaning=None, department=None, **facts):
    values = {"level": 1, "is_placeholder": False, "has_owner": True, **facts}
    return PersonFacts(name, meaning, department, **values)


FULL = [
    person("A", "economic_buyer"),
    person("B", "decision_maker"),
    person("C", "champion"),
]


class TestGaps(BaseCase):
    def test_complete_map_has_no_gap(self):
        self.assertEqual(map_gaps(FULL, {}), [])

    def test_missing_roles(self):
        self.assertEqual(
            map_gaps(FULL[:1], {}),
            [Gap("missing_role", ("decision_maker", "champion"))],
        )

    def test_placeholder_counts_as_gap_and_fills_no_role(self):
        people = [*FULL[:2], person("Coach?", "champion", is_placeholder=True)]
        self.assertEqual(
            map_gaps(people, {}),
            [Gap("missing_role", ("champion",)), Gap("placeholder", ("Coach?",))],
        )

    def test_key_department_needs_somebody_assessed_in_its_branch(self):
        departments = {1: ("Finance", {1, 2}), 5: ("IT", {5})}
        unknown = person("E", department=5, level=None)
        people = [*FULL, person("D", department=2), unknown]
        self.assertEqual(
            map_gaps(people, departments),
            [Gap("uncovered_department", ("IT",)), Gap("not_assessed", ("E",))],
        )

    def test_nobody_owns(self):
        people = [*FULL, person("D", has_owner=False)]
        self.assertEqual(map_gaps(people, {}), [Gap("no_owner", ("D",))])
