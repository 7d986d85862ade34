from datetime import date
from itertools import permutations
from math import prod

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.paths import MAX_BETWEEN, Link, Network, find_paths, link_rules

TODAY = date(2026, 3, 1)
RULES = link_rules(TODAY)
PEOPLE = range(7)
DATES = st.none() | st.sampled_from([date(2026, 1, 1), TODAY, date(2026, 6, 1)])
LINKS = st.lists(
    st.builds(
        Link,
        id=st.just(0),
        source_id=st.sampled_from(PEOPLE),
        target_id=st.sampled_from(PEOPLE),
        kind=st.sampled_from(["knows", "knows", "influence", "conflict"]),
        strength=st.integers(1, 5),
        date_start=DATES,
        date_end=DATES,
        lead_id=st.sampled_from([None, None, 8, 9]),
    ),
    max_size=25,
).map(
    lambda links: [
        link._replace(id=i)
        for i, link in enumerate(links, 1)
        if link.source_id != link.target_id
    ]
)
STARTS = st.sets(st.sampled_from(PEOPLE[1:]), max_size=3)


def brute_force(links, target, starts, lead_id=None):
    """All paths by trying every order of people, as the domain words it."""

    def holds(link):
        return link.lead_id in (None, lead_id) and (
            link.date_start or TODAY
        ) <= TODAY <= (link.date_end or TODAY)

    holding = [link for link in links if holds(link)]
    enemies = {
        frozenset((link.source_id, link.target_id))
        for link in holding
        if link.kind == "conflict"
    }

    def strongest(source, target):
        usable = [
            (-link.strength, link.id)
            for link in holding
            if (link.source_id, link.target_id) == (source, target)
            or (
                link.kind == "knows"
                and (link.target_id, link.source_id) == (source, target)
            )
        ]
        if frozenset((source, target)) in enemies or not usable:
            return None
        strength, link_id = min(usable)
        return -strength, link_id

    found = []
    others = {p for link in links for p in link[1:3]} - {target}
    for between in range(MAX_BETWEEN + 1):
        for people in permutations(others, between + 1):
            if people[0] not in starts or starts.intersection(people[1:]):
                continue
            people += (target,)
            steps = [strongest(*pair) for pair in zip(people, people[1:], strict=False)]
            if all(steps):
                whole = prod(strength for strength, __ in steps)
                whole *= 5 ** (MAX_BETWEEN + 1 - len(steps))
                ids = tuple(link_id for __, link_id in steps)
                found.append((-whole, len(people), people, ids))
    return sorted(found)


def as_tuples(paths):
    return [(-p.score, len(p.people), p.people, p.link_ids) for p in paths]


def knows(*pairs, strength=5):
    return [Link(i, *pair, "knows", strength) for i, pair in enumerate(pairs, 1)]


class TestPathsTool(BaseCase):
    @settings(max_examples=300, deadline=None)
    @given(LINKS, STARTS, st.integers(1, 8), st.sampled_from([None, 8]))
    def test_same_as_trying_every_order(self, links, starts, limit, lead_id):
        search = find_paths(links, 0, starts, limit, link_rules(TODAY, lead_id))
        self.assertEqual(
            as_tuples(search.paths), brute_force(links, 0, starts, lead_id)[:limit]
        )

    @settings(max_examples=300, deadline=None)
    @given(LINKS, STARTS, st.integers(1, 8))
    def test_same_when_links_come_bit_by_bit(self, links, starts, limit):
        """Asking only for the people who are wanted misses nothing, in four steps."""
        network = Network(RULES)
        for hop in range(MAX_BETWEEN + 2):
            search = network.search(0, starts.__contains__, limit)
            if not search.wanted:
                break
            last = hop == MAX_BETWEEN
            network.add(
                [
                    link
                    for link in links
                    if self._leads_to(link, search.wanted, starts if last else PEOPLE)
                ],
                people=search.wanted,
            )
        self.assertFalse(search.wanted)
        whole = find_paths(links, 0, starts, limit, RULES)
        self.assertEqual(search.paths, whole.paths)
        self.assertEqual(search.rejected, whole.rejected)

    def _leads_to(self, link, people, origins):
        inward = link.target_id in people and link.source_id in origins
        outward = link.source_id in people and link.target_id in origins
        return inward or (outward and link.kind != "influence")

    @settings(max_examples=100, deadline=None)
    @given(LINKS, STARTS, st.integers(1, 8))
    def test_rejected_have_one_forbidden_step(self, links, starts, limit):
        search = find_paths(links, 0, starts, limit, RULES)
        for path, rule in search.rejected:
            rules = [step.rule for step in path.steps if step.rule]
            self.assertEqual(rules, [rule])
            self.assertEqual((path.people[-1], path.forbidden.rule), (0, rule))
        forbidden = [path.forbidden.link for path, __ in search.rejected]
        self.assertEqual(len(forbidden), len(set(forbidden)))
        offered = [path.people for path in search.paths]
        for path, __ in search.rejected:
            self.assertNotIn(path.people, offered)

    # ------------------------------------------------------------- by example

    def test_reliability(self):
        links = [Link(1, 1, 2, "knows", 4), Link(2, 3, 2, "knows", 3)]
        (path,) = find_paths(links, 3, {1}, 5).paths
        self.assertEqual((path.people, path.link_ids), ((1, 2, 3), (1, 2)))
        self.assertAlmostEqual(path.reliability, 0.48)

    def test_at_most_three_between(self):
        chain = knows((1, 2), (2, 3), (3, 4), (4, 5), (5, 6))
        self.assertEqual(len(find_paths(chain, 5, {1}, 5).paths), 1)
        self.assertEqual(find_paths(chain, 6, {1}, 5).paths, [])

    def test_influence_has_a_direction(self):
        links = [Link(1, 1, 2, "influence", 5)]
        self.assertTrue(find_paths(links, 2, {1}, 5).paths)
        self.assertFalse(find_paths(links, 1, {2}, 5).paths)

    def test_conflict_beats_knowing(self):
        links = [Link(1, 1, 2, "knows", 5), Link(2, 2, 1, "conflict", 1)]
        search = find_paths(links, 2, {1}, 5, RULES)
        self.assertFalse(search.paths)
        self.assertEqual([r.rule for r in search.rejected], ["conflict"])
        ended = [links[0], links[1]._replace(date_end=date(2025, 1, 1))]
        self.assertTrue(find_paths(ended, 2, {1}, 5, RULES).paths)

    def test_why_not(self):
        for rule, values in (
            ("expired", {"date_end": date(2026, 2, 28)}),
            ("not_begun", {"date_start": date(2026, 3, 2)}),
            ("opportunity", {"lead_id": 8}),
        ):
            link = Link(1, 1, 2, "knows", 5)._replace(**values)
            search = find_paths([link], 2, {1}, 5, RULES)
            self.assertEqual([r.rule for r in search.rejected], [rule])
            self.assertFalse(search.paths)

    def test_parallel_links(self):
        links = [
            Link(1, 1, 2, "knows", 5, date_end=date(2025, 1, 1)),
            Link(2, 1, 2, "influence", 4),
            Link(3, 2, 1, "knows", 4),
        ]
        search = find_paths(links, 2, {1}, 5, RULES)
        self.assertEqual([path.link_ids for path in search.paths], [(2,)])
        self.assertFalse(search.rejected)

    # -------------------------------------------------- networks of real people

    def _from_graph(self, graph):
        ids = {node: i for i, node in enumerate(graph, 1)}
        return ids, knows(*((ids[one], ids[two]) for one, two in graph.edges))

    def _check_against_networkx(self, graph, source, target):
        ids, links = self._from_graph(graph)
        paths = find_paths(links, ids[target], {ids[source]}, 10**6).paths
        expected = nx.all_simple_paths(graph, source, target, cutoff=MAX_BETWEEN + 1)
        self.assertEqual(
            sorted(path.people for path in paths),
            sorted(tuple(ids[node] for node in nodes) for nodes in expected),
        )
        lengths = [len(path.people) for path in paths]
        self.assertEqual(lengths, sorted(lengths))
        return {i: node for node, i in ids.items()}, paths

    def test_kite(self):
        """Heather (7) is the only bridge to Ike (8) and Jane (9)."""
        names, paths = self._check_against_networkx(nx.krackhardt_kite_graph(), 3, 9)
        self.assertEqual(
            {tuple(names[i] for i in path.people[-3:]) for path in paths}, {(7, 8, 9)}
        )

    def test_florentine_families(self):
        """The Medici marry into everything but the Strozzi, whom Ridolfi lead to."""
        graph = nx.florentine_families_graph()
        names, paths = self._check_against_networkx(graph, "Medici", "Strozzi")
        best = [names[i] for i in paths[0].people]
        self.assertEqual(best, ["Medici", "Ridolfi", "Strozzi"])

    def test_karate_club(self):
        """Between instructor (0) and president (33) four members know both."""
        __, paths = self._check_against_networkx(nx.karate_club_graph(), 0, 33)
        self.assertEqual(sum(len(path.people) == 3 for path in paths), 4)
