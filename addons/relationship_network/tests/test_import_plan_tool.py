from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.import_departments import department_paths, split_department
from ..tools.import_lines import find_cycles
from ..tools.import_plan import make_plan
from ..tools.import_world import (
    ACCOUNT,
    ELSEWHERE,
    ON_MAP,
    OWN,
    REMOVED,
    KnownLink,
    KnownPerson,
    LinkType,
    World,
    link_identity,
)

INFLUENCE, FRIEND = LinkType(1, False), LinkType(2, True)
ACME, OTHER = "acme", "other"
IDENTITY = ("key", "name", "email")


def person(number, name, **fields):
    node = (fields.pop("kind", "contact"), number)
    employer = fields.pop("employer", ACME)
    return KnownPerson(
        node, name, employer=employer, employer_name=employer.title(), **fields
    )


def world(*people, **fields):
    return World(
        account_name="Acme",
        employer=ACME,
        people=list(people),
        roles={"user": [1], "decision maker": [2], "twice": [1, 2]},
        owners={"sam@us.example": [7], "sam": [7, 8]},
        link_types={"influence": [INFLUENCE], "friend": [FRIEND]},
        **fields,
    )


def rows(*cells, start=2):
    return list(enumerate(cells, start=start))


def codes(row):
    return [issue.code for issue in row.issues]


def apply_plan(plan, before):
    """What the database knows after the plan, as the Odoo layer would do it."""
    nodes = node_after(plan)
    people = {known.node: known for known in before.people}
    for row in accepted(plan.people):
        known = people.pop(row.node, None) or KnownPerson(row.node, "", employer=ACME)
        values = {k: v for k, v in row.values.items() if k not in IDENTITY}
        people[nodes[row.node]] = known._replace(
            node=nodes[row.node],
            place=ON_MAP,
            name=row.values.get("name", known.name),
            email=row.values.get("email", known.email),
            key=row.values.get("key", known.key),
            superior=row.superior or known.superior,
            values={**known.values, **values},
        )
    return replace(
        before,
        people=[
            known._replace(superior=nodes.get(known.superior, known.superior))
            for known in people.values()
        ],
        links=links_after(plan, before, nodes),
        departments=departments_after(plan, before),
    )


def accepted(table):
    return [row for row in table if row.action != "refuse"]


def node_after(plan):
    """Where rows end up: a new contact, a new placeholder, or whom they matched."""
    nodes = {}
    for row in accepted(plan.people):
        named = row.node[0] == "placeholder" and "name" in row.values
        if row.known and not named:
            nodes[row.node] = row.node
        else:
            kind = "placeholder" if row.is_placeholder else "contact"
            nodes[row.node] = (kind, 1000 + row.number)
    return nodes


def links_after(plan, before, nodes):
    links = dict(before.links)
    for row in accepted(plan.links):
        ends = [nodes.get(end, end) for end in (row.source, row.target)]
        identity = link_identity(*ends, row.link_type)
        known_values = links[identity].values if identity in links else {}
        links[identity] = KnownLink(row.number, {**known_values, **row.values})
    return links


def departments_after(plan, before):
    departments = {name.casefold(): name for name in before.departments}
    for row in accepted(plan.people):
        for path in department_paths(
            split_department(row.values.get("department", ""))
        ):
            departments.setdefault(path.casefold(), path)
    return list(departments.values())


class TestPeople(BaseCase):
    def _plan(self, *cells, known=(), **fields):
        return make_plan(rows(*cells), [], world(*known, **fields)).people

    def test_create(self):
        (row,) = self._plan({"name": "Anna", "level": "+2", "role": "User"})
        self.assertEqual(row.action, "create")
        self.assertEqual(row.values, {"name": "Anna", "level": "2", "role": 1})

    def test_match_and_update(self):
        anna = person(1, "Anna", values={"weight": 2.0})
        (row,) = self._plan({"name": "ANNA", "weight": "2"}, known=[anna])
        self.assertEqual((row.action, row.node), ("match", anna.node))
        (row,) = self._plan({"name": "Anna", "weight": "3"}, known=[anna])
        self.assertEqual((row.action, row.changes), ("update", ["weight"]))

    def test_matched_by_key_then_email_then_name(self):
        anna = person(1, "Anna", key="A1")
        bruno = person(2, "Bruno", email="b@acme.example", place=ACCOUNT)
        clara = person(3, "Clara", place=REMOVED)
        first, second, third = self._plan(
            {"key": "a1", "name": "Anna Berg"},
            {"email": "B@ACME.example", "name": "B. Costa"},
            {"name": "Clara"},
            known=[anna, bruno, clara],
        )
        self.assertEqual((first.node, first.changes), (anna.node, ["name"]))
        self.assertEqual((second.node, second.action), (bruno.node, "create"))
        self.assertEqual((third.node, third.action), (clara.node, "create"))

    def test_email_finds_people_anywhere_but_a_name_does_not(self):
        eve = person(5, "Eve", email="eve@o.example", place=ELSEWHERE, employer=OTHER)
        by_email, by_name = self._plan(
            {"email": "eve@o.example", "phone": "1"}, {"name": "Eve"}, known=[eve]
        )
        self.assertEqual(by_email.node, eve.node)
        self.assertEqual(by_name.node, ("row", 3))

    def test_contact_data_of_others_is_not_touched(self):
        eve = person(5, "Eve", email="eve@o.example", employer=OTHER, is_editable=False)
        (row,) = self._plan(
            {"email": "eve@o.example", "name": "Eva", "phone": "1"}, known=[eve]
        )
        self.assertEqual(row.action, "match")

    def test_namesakes_told_apart(self):
        one, two = self._plan(
            {"name": "Li Wei", "email": "a@acme.example"},
            {"name": "Li Wei", "email": "b@acme.example"},
            known=[person(1, "Li Wei", email="a@acme.example")],
        )
        self.assertEqual((one.node, two.node), (("contact", 1), ("row", 3)))

    def test_ambiguous_name(self):
        known = [person(1, "Li Wei"), person(2, "Li Wei", place=ACCOUNT)]
        (row,) = self._plan({"name": "Li Wei"}, known=known)
        self.assertEqual(codes(row), ["ambiguous_name"])
        self.assertEqual(row.issues[0].params["count"], 2)

    def test_two_rows_for_one_known_name(self):
        for row in self._plan(
            {"name": "Li Wei", "key": "1"},
            {"name": "Li Wei", "key": "2"},
            known=[person(1, "Li Wei")],
        ):
            self.assertEqual(codes(row), ["name_claimed_twice"])

    def test_duplicates(self):
        first, *others = self._plan(
            {"name": "Anna", "email": "a@acme.example", "key": "1"},
            {"name": "A. Berg", "email": "a@acme.example"},
            {"name": "Berg", "key": "1"},
        )
        self.assertEqual(first.action, "create")
        for row in others:
            self.assertEqual(codes(row), ["duplicate_person"])
            self.assertEqual(row.issues[0].params["row"], 2)

    def test_rows_of_one_name(self):
        for row in self._plan({"name": "Anna"}, {"name": " anna ", "key": "1"}):
            self.assertEqual(codes(row), ["same_name_row"])

    def test_key_and_email_of_different_people(self):
        known = [person(1, "Anna", key="1"), person(2, "Bruno", email="b@acme.example")]
        (row,) = self._plan({"key": "1", "email": "b@acme.example"}, known=known)
        self.assertEqual(codes(row), ["key_and_email_differ"])

    def test_invalid_values(self):
        cells = {
            "name": "Anna",
            "level": "3",
            "weight": "0",
            "has_veto": "perhaps",
            "role": "Emperor",
            "owner": "Sam",
            "political_status": "middle",
            "email": "anna",
        }
        (row,) = self._plan(cells)
        self.assertEqual(
            {issue.params["field"]: issue.code for issue in row.issues},
            {
                "level": "invalid_level",
                "weight": "not_positive",
                "has_veto": "invalid_boolean",
                "role": "unknown_role",
                "owner": "ambiguous_owner",
                "political_status": "invalid_choice",
                "email": "invalid_email",
            },
        )

    def test_departments(self):
        departments = ["Sales", "Sales / East", "IT / East"]
        by_name, full, new, doubtful, broken = self._plan(
            {"name": "A", "department": "sales"},
            {"name": "B", "department": "IT / east"},
            {"name": "C", "department": "Board / R/D"},
            {"name": "D", "department": "East"},
            {"name": "E", "department": "Sales / "},
            departments=departments,
        )
        self.assertEqual(by_name.values["department"], "Sales")
        self.assertEqual(full.values["department"], "IT / East")
        self.assertEqual(new.values["department"], "Board / R/D")
        self.assertEqual(codes(doubtful), ["ambiguous_department"])
        self.assertEqual(codes(broken), ["invalid_department"])

    def test_placeholders(self):
        vacant = person(
            9, "User", kind="placeholder", values={"role": 1, "department": "IT"}
        )
        matched, new, nameless, unknown, contact = self._plan(
            {"role": "User", "department": "IT"},
            {"function": "Head of IT", "department": "IT"},
            {"level": "1"},
            {"key": "77", "level": "1"},
            {"role": "User", "email": "x@acme.example"},
            known=[vacant],
        )
        self.assertEqual((matched.action, matched.node), ("match", vacant.node))
        self.assertEqual((new.action, new.is_placeholder), ("create", True))
        self.assertEqual(codes(nameless), ["nameless"])
        self.assertEqual(codes(unknown), ["unknown_key"])
        self.assertEqual(codes(contact), ["nameless_contact"])

    def test_parked_and_placed(self):
        (row,) = self._plan({"name": "A", "is_parked": "yes", "department": "IT"})
        self.assertEqual(codes(row), ["parked_and_placed"])


class TestLines(BaseCase):
    def _plan(self, *cells, known=()):
        return make_plan(rows(*cells), [], world(*known)).people

    def test_superior_by_key_email_or_name(self):
        *__, row = self._plan(
            {"name": "Anna", "key": "1", "superior": "bruno@acme.example"},
            {"name": "Bruno", "email": "bruno@acme.example", "superior": "clara"},
            {"name": "Clara", "superior": "D9"},
            {"name": "Dora", "key": "D9"},
            {"name": "Emil", "superior": "1"},
        )
        self.assertEqual((row.action, row.superior), ("create", ("row", 2)))

    def test_superior_on_the_map(self):
        anna = person(1, "Anna")
        bruno = person(2, "Bruno", superior=anna.node)
        same, new = self._plan(
            {"name": "Bruno", "superior": "Anna"},
            {"name": "Clara", "superior": "Bruno"},
            known=[anna, bruno],
        )
        self.assertEqual(same.action, "match")
        self.assertEqual(new.superior, bruno.node)

    def test_refused_superiors(self):
        known = [
            person(1, "Anna", place=ACCOUNT),
            person(2, "Eve", place=ELSEWHERE, employer=OTHER),
            person(3, "Olaf", employer=OTHER),
            person(4, "Twin", key="1"),
            person(5, "Twin", key="2"),
        ]
        expected = {
            "Nobody": "unknown_superior",
            "Anna": "superior_not_on_map",
            "Eve": "superior_of_other_company",
            "Olaf": "superior_of_other_company",
            "Twin": "ambiguous_superior",
            "P": "own_superior",
        }
        for superior, code in expected.items():
            (row,) = self._plan({"name": "P", "superior": superior}, known=known)
            self.assertEqual(codes(row), [code], superior)

    def test_cycle_names_its_rows(self):
        plan = self._plan(
            {"name": "Anna", "superior": "Bruno"},
            {"name": "Bruno", "superior": "Clara"},
            {"name": "Clara", "superior": "Anna"},
            {"name": "Dora", "superior": "Anna"},
            {"name": "Emil"},
        )
        for row in plan[:3]:
            self.assertEqual(codes(row), ["cycle"])
            self.assertEqual(row.issues[0].params["rows"], "2, 3, 4")
            self.assertEqual(
                row.issues[0].params["names"], "Anna → Bruno → Clara → Anna"
            )
        self.assertEqual(codes(plan[3]), ["superior_refused"])
        self.assertEqual(plan[4].action, "create")

    def test_no_other_fault_hides_a_cycle(self):
        plan = self._plan(
            {"name": "Anna", "superior": "Bruno"},
            {"name": "Bruno", "superior": "Anna", "level": "9"},
        )
        self.assertEqual(codes(plan[0]), ["cycle"])
        self.assertEqual(codes(plan[1]), ["invalid_level", "cycle"])

    def test_cycle_through_known_lines(self):
        anna = person(1, "Anna")
        bruno = person(2, "Bruno", superior=anna.node)
        (row,) = self._plan({"name": "Anna", "superior": "Bruno"}, known=[anna, bruno])
        self.assertEqual(codes(row), ["cycle"])

    def test_turning_a_line_around(self):
        anna = person(1, "Anna")
        bruno = person(2, "Bruno", superior=anna.node)
        up, down = self._plan(
            {"name": "Anna", "superior": "Bruno"},
            {"name": "Bruno", "superior": "Clara"},
            known=[anna, bruno, person(3, "Clara")],
        )
        self.assertEqual((up.action, down.action), ("update", "update"))

    def test_below_a_refused_row(self):
        known_boss = person(1, "Known")
        first, second, third, fourth = self._plan(
            {"name": "Boss", "level": "9"},
            {"name": "Chief", "superior": "Boss"},
            {"name": "Clerk", "superior": "Chief"},
            {"name": "Aide", "superior": "Known"},
            known=[known_boss],
        )
        self.assertEqual(codes(first), ["invalid_level"])
        self.assertEqual(codes(second), ["superior_refused"])
        self.assertEqual(third.issues[0].params["row"], 3)
        self.assertEqual(fourth.action, "create")

    def test_long_chain_is_linear(self):
        count = 20_000
        superiors = {node: node + 1 for node in range(count)}
        self.assertEqual(find_cycles(superiors), [])
        superiors[count] = 0
        self.assertEqual(len(find_cycles(superiors)[0]), count + 1)

    @given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
    def test_cycles_are_all_found(self, superiors):
        on_cycle = set()
        for start in superiors:
            node = superiors[start]
            for __ in superiors:
                if node == start:
                    on_cycle.add(start)
                node = superiors.get(node)
        found = find_cycles(superiors)
        self.assertEqual({node for cycle in found for node in cycle}, on_cycle)
        self.assertEqual(sum(map(len, found)), len(on_cycle))


class TestLinks(BaseCase):
    people = rows({"name": "Anna", "key": "1"}, {"name": "Bruno"})

    def _plan(self, *cells, known=(), links=None):
        base = world(*known, links=links or {})
        return make_plan(self.people, rows(*cells), base).links

    def test_create(self):
        (row,) = self._plan(
            {"source": "1", "target": "bruno", "type": "Influence", "strength": "5"}
        )
        self.assertEqual((row.source, row.target), (("row", 2), ("row", 3)))
        self.assertEqual((row.action, row.values), ("create", {"strength": 5}))

    def test_match_and_update(self):
        known = [person(1, "Xaver"), person(2, "Yara", place=OWN)]
        ends = ("contact", 2), ("contact", 1)
        links = {link_identity(*ends, FRIEND): KnownLink(8, {"strength": 3})}
        cells = {"source": "Xaver", "target": "Yara", "type": "friend"}
        (row,) = self._plan({**cells, "strength": "3"}, known=known, links=links)
        self.assertEqual((row.action, row.known_id), ("match", 8))
        (row,) = self._plan({**cells, "strength": "4"}, known=known, links=links)
        self.assertEqual((row.action, row.changes), ("update", ["strength"]))

    def test_refused(self):
        known = [
            person(1, "Eve", email="eve@o.example", place=ELSEWHERE, employer=OTHER),
            person(2, "Vacant", kind="placeholder", values={"role": 1}),
            person(3, "Twin", key="t1"),
            person(4, "Twin", key="t2"),
        ]
        good = {"source": "Anna", "target": "Bruno", "type": "friend"}
        cases = [
            ({"source": ""}, "empty_cell"),
            ({"target": "Nobody"}, "unknown_person"),
            ({"target": "Eve"}, "person_elsewhere"),
            ({"target": "Vacant"}, "placeholder_end"),
            ({"target": "Twin"}, "ambiguous_person"),
            ({"target": "1"}, "self_link"),
            ({"type": "marriage"}, "unknown_type"),
            ({"type": ""}, "empty_cell"),
            ({"strength": "6"}, "not_one_to_five"),
            ({"confidence": "huge"}, "invalid_choice"),
            ({"date_start": "2026-05-01", "date_end": "2026-04-01"}, "dates_reversed"),
        ]
        for change, code in cases:
            cells = {name: text for name, text in {**good, **change}.items() if text}
            (row,) = self._plan(cells, known=known)
            self.assertEqual(codes(row), [code], change)
            self.assertEqual(row.action, "refuse")
        (row,) = self._plan({**good, "target": "eve@o.example"}, known=known)
        self.assertEqual(row.action, "create")

    def test_duplicates(self):
        ends = {"source": "Anna", "target": "Bruno"}
        back = {"source": "Bruno", "target": "Anna"}
        plan = self._plan(
            {**ends, "type": "friend"},
            {**back, "type": "friend"},
            {**ends, "type": "influence"},
            {**back, "type": "influence"},
            {**ends, "type": "influence"},
        )
        self.assertEqual(
            [row.action for row in plan],
            ["create", "refuse", "create", "create", "refuse"],
        )
        self.assertEqual(plan[1].issues[0].params["row"], 2)

    def test_end_in_a_refused_row(self):
        plan = make_plan(
            rows({"name": "Anna", "level": "9"}, {"name": "Bruno"}),
            rows({"source": "Anna", "target": "Bruno", "type": "friend"}),
            world(),
        )
        self.assertEqual(codes(plan.links[0]), ["end_refused"])


NAMES = st.sampled_from(["", "Anna", "anna", "Bruno", "Clara", "Dora"])
KEYS = st.sampled_from(["", "1", "2", "3", "4"])
EMAILS = st.sampled_from(["", "a@x.example", "b@x.example", "c@x.example"])
REFERENCES = st.one_of(NAMES, KEYS, EMAILS)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES,
            "key": KEYS,
            "email": EMAILS,
            "superior": REFERENCES,
            "role": st.sampled_from(["", "user", "decision maker", "emperor"]),
            "department": st.sampled_from(["", "IT", "it", "Sales", "sales / IT"]),
            "level": st.sampled_from(["", "1", "-2", "9"]),
        }
    ),
    max_size=7,
)
LINKS = st.lists(
    st.fixed_dictionaries(
        {
            "source": REFERENCES,
            "target": REFERENCES,
            "type": st.sampled_from(["influence", "friend"]),
            "strength": st.sampled_from(["", "2", "5"]),
        }
    ),
    max_size=5,
)
KNOWN = st.lists(
    st.tuples(NAMES.filter(bool), KEYS, EMAILS, st.sampled_from([ON_MAP, ACCOUNT])),
    max_size=3,
    unique_by=(lambda p: p[1] or id(p), lambda p: p[2] or id(p)),
)


DEPARTMENTS = st.sets(st.sampled_from(["IT", "North / IT", "North / Sales"]))


def filled(cells):
    return {name: text for name, text in cells.items() if text}


def some_world(known, departments=()):
    return world(
        *(
            person(
                number, name, key=key if place == ON_MAP else "", email=email
            )._replace(place=place)
            for number, (name, key, email, place) in enumerate(known, start=1)
        ),
        departments=list(departments),
    )


class TestInvariants(BaseCase):
    @settings(max_examples=400, deadline=None)
    @given(PEOPLE, LINKS, KNOWN, DEPARTMENTS)
    def test_doing_it_twice_changes_nothing(self, people, links, known, departments):
        before = some_world(known, departments)
        # Only what is imported counts: a refused row may be fine once others are in.
        table, edges = rows(*map(filled, people)), rows(*map(filled, links))
        plan = make_plan(table, edges, before)
        table = [row for row, p in zip(table, plan.people, strict=True) if not p.issues]
        edges = [row for row, p in zip(edges, plan.links, strict=True) if not p.issues]
        plan = make_plan(table, edges, before)
        if plan.refused:
            return
        again = make_plan(table, edges, apply_plan(plan, before))
        for row in (*again.people, *again.links):
            self.assertEqual((row.action, row.issues, row.changes), ("match", [], []))

    @settings(max_examples=400, deadline=None)
    @given(PEOPLE, KNOWN)
    def test_no_cycle_survives(self, people, known):
        before = some_world(known)
        plan = make_plan(rows(*map(filled, people)), [], before)
        after = apply_plan(plan, before)
        self.assertEqual(find_cycles({p.node: p.superior for p in after.people}), [])
        nodes = {p.node for p in after.people}
        for someone in after.people:
            self.assertIn(someone.superior, {*nodes, None})

    @settings(max_examples=300, deadline=None)
    @given(PEOPLE, KNOWN, st.randoms())
    def test_the_order_of_rows_does_not_matter(self, people, known, random):
        before = some_world(known)
        table = rows(*map(filled, people))
        shuffled = list(table)
        random.shuffle(shuffled)
        plan = make_plan(table, [], before)
        if any(row.is_duplicate for row in plan.people):
            return
        other = make_plan(shuffled, [], before)
        self.assertEqual(
            {row.number: (row.action, row.node, row.superior) for row in plan.people},
            {row.number: (row.action, row.node, row.superior) for row in other.people},
        )
