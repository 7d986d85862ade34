from math import exp, log

import networkx as nx
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.influence import DAMPING, MAX_STEPS, Tie, influences
from . import property_settings  # noqa: F401

PEOPLE = "abcdef"
WEIGHTS = st.fixed_dictionaries({p: st.floats(0.1, 20) for p in PEOPLE})
PAIRS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
INFLUENCES = st.dictionaries(PAIRS, st.integers(1, 5), max_size=15)


def ties(strengths, is_conflict=False):
    return [
        Tie(source, target, strength, is_conflict)
        for (source, target), strength in strengths.items()
        if source != target
    ]


def both_ways(graph, strength=3):
    """The ties of an undirected graph."""
    return [Tie(*ends, strength) for edge in graph.edges for ends in (edge, edge[::-1])]


def nearest(person, strengths, conflicts):
    """``{(target, is conflict): value}`` by Dijkstra on one layer of nodes per step."""
    graph = nx.DiGraph()
    graph.add_node((person, 0))
    for (source, target), strength in strengths.items():
        for step in range(MAX_STEPS):
            length = -log(DAMPING * strength / 5)
            graph.add_edge((source, step), (target, step + 1), length=length)
    values = {}
    for target in PEOPLE:
        ends = [((target, step), 0.0, False) for step in range(1, MAX_STEPS + 1)]
        ends += [
            ((source, step), -log(DAMPING * strength / 5), True)
            for (source, against), strength in conflicts.items()
            if against == target != source
            for step in range(MAX_STEPS)
        ]
        for end, length, is_conflict in ends if target != person else ():
            hidden = [(target, s) for s in range(MAX_STEPS + 1)] if is_conflict else []
            way = nx.restricted_view(graph, [n for n in hidden if n in graph], [])
            if end not in way or not nx.has_path(way, (person, 0), end):
                continue
            length += nx.dijkstra_path_length(way, (person, 0), end, weight="length")
            value = exp(-length) / DAMPING
            key = target, is_conflict
            values[key] = max(values.get(key, 0.0), value)
    return {key: -value if key[1] else value for key, value in values.items()}


def rank_correlation(one, other):
    """Spearman's rho of two ``{person: score}``, equal scores at their mean rank."""

    def ranks(scores):
        ordered = sorted(scores.values())
        return {
            person: ordered.index(score) + (ordered.count(score) - 1) / 2
            for person, score in scores.items()
        }

    xs, ys = ranks(one), ranks(other)
    mean = (len(one) - 1) / 2
    covariance = sum((xs[p] - mean) * (ys[p] - mean) for p in one)
    spread = [sum((r[p] - mean) ** 2 for p in one) for r in (xs, ys)]
    return covariance / (spread[0] * spread[1]) ** 0.5


def rounded_shares(found):
    return {person: round(influence.share, 6) for person, influence in found.items()}


@tagged("post_install", "-at_install")
class TestInfluenceTool(BaseCase):
    def test_directly_and_through_others(self):
        found = influences(
            {"anna": 1, "bruno": 3, "clara": 6},
            [Tie("anna", "bruno", 4), Tie("bruno", "clara", 5)],
        )
        # 3 × 4/5, and 6 × 4/5 × 5/5 × ½
        self.assertAlmostEqual(found["anna"].reach, 2.4 + 2.4)
        self.assertAlmostEqual(found["anna"].share, 100 * 4.8 / 9)
        self.assertAlmostEqual(found["bruno"].share, 100 * 6 / 7)
        self.assertEqual([found[p].rank for p in found], [2, 1, 0])
        through = next(p for p in found["anna"].parts if p.target == "clara")
        self.assertEqual(through.path, ("anna", "bruno", "clara"))
        self.assertAlmostEqual(through.value, 0.4)

    def test_strongest_path_counts(self):
        found = influences(
            dict.fromkeys("abc", 1),
            [Tie("a", "c", 1), Tie("a", "b", 5), Tie("b", "c", 5)],
        )
        values = {part.target: part.value for part in found["a"].parts}
        self.assertAlmostEqual(values["c"], 0.5)

    def test_three_steps_at_most(self):
        chain = [Tie(i, i + 1, 5) for i in range(5)]
        found = influences(dict.fromkeys(range(6), 1), chain)
        self.assertEqual([part.target for part in found[0].parts], [1, 2, 3])
        # A weak way of three steps counts where a strong one of four would end.
        detour = [Tie(0, "x", 1), Tie("x", 3, 1), Tie(3, 4, 1)]
        found = influences(dict.fromkeys([*range(6), "x"], 1), chain + detour)
        [way] = [part for part in found[0].parts if part.target == 4]
        self.assertEqual(way.path, (0, "x", 3, 4))

    def test_conflicts_count_against(self):
        found = influences(
            {"a": 1, "b": 2, "c": 4},
            [Tie("a", "b", 5), Tie("b", "c", 5, True), Tie("c", "a", 5, True)],
        )
        self.assertAlmostEqual(found["a"].reach, 2 - 0.5 * 4)
        self.assertAlmostEqual(found["b"].reach, -4)
        self.assertEqual(found["b"].share, 0)
        # Who is at odds with somebody is not followed by that person's friends.
        self.assertEqual([part.target for part in found["c"].parts], ["a"])
        self.assertEqual([found[p].rank for p in "abc"], [1, 3, 2])

    def test_equal_reach_shares_a_rank(self):
        weights = dict.fromkeys("abcd", 1)
        found = influences(weights, [Tie("a", "d", 3), Tie("b", "d", 3)])
        self.assertEqual([found[p].rank for p in "abcd"], [1, 1, 0, 0])
        found = influences(
            weights, [Tie("a", "d", 3), Tie("b", "d", 3), Tie("c", "d", 1)]
        )
        self.assertEqual([found[p].rank for p in "abcd"], [1, 1, 3, 0])

    def test_off_the_map_and_alone(self):
        found = influences({"a": 1}, [Tie("a", "stranger", 5), Tie("stranger", "a", 5)])
        self.assertEqual((found["a"].share, found["a"].rank), (0, 0))
        self.assertEqual(influences({}, []), {})

    # --------------------------------------------------------------- invariants

    @given(WEIGHTS, INFLUENCES, INFLUENCES)
    def test_bounds(self, weights, strengths, conflicts):
        found = influences(weights, ties(strengths) + ties(conflicts, True))
        for person, influence in found.items():
            self.assertTrue(0 <= influence.share <= 100)
            others = sum(weights.values()) - weights[person]
            self.assertLessEqual(abs(influence.reach), others + 1e-6)
            self.assertEqual(bool(influence.rank), bool(influence.parts))
            for part in influence.parts:
                self.assertEqual((part.path[0], part.path[-1]), (person, part.target))
                self.assertIn(len(part.path), (2, 3, 4))
                self.assertEqual(len(set(part.path)), len(part.path))
                self.assertEqual(part.value < 0, part.is_conflict)

    @given(WEIGHTS, INFLUENCES, PAIRS)
    def test_more_strength_never_lowers(self, weights, strengths, pair):
        assume(pair[0] != pair[1])
        stronger = {**strengths, pair: min(5, strengths.get(pair, 0) + 1)}
        before = influences(weights, ties(strengths))
        after = influences(weights, ties(stronger))
        for person in weights:
            self.assertGreaterEqual(after[person].reach, before[person].reach - 1e-9)

    @given(WEIGHTS, INFLUENCES, INFLUENCES, PAIRS, st.integers(1, 5))
    def test_conflict_never_raises(self, weights, strengths, conflicts, pair, strength):
        assume(pair[0] != pair[1])
        before = ties(strengths) + ties(conflicts, True)
        after = [*before, Tie(*pair, strength, True)]
        one, other = influences(weights, before), influences(weights, after)
        for person in weights:
            self.assertLessEqual(other[person].reach, one[person].reach + 1e-9)

    @given(WEIGHTS, INFLUENCES, st.floats(0.05, 0.9), st.floats(0.05, 0.9))
    def test_less_damping_reaches_further(self, weights, strengths, one, other):
        low, high = sorted((one, other))
        near = influences(weights, ties(strengths), damping=low)
        far = influences(weights, ties(strengths), damping=high)
        for person in weights:
            self.assertGreaterEqual(far[person].reach, near[person].reach - 1e-9)

    @given(WEIGHTS, INFLUENCES, INFLUENCES)
    def test_as_networkx_finds_it(self, weights, strengths, conflicts):
        """The strongest path is the shortest one where a step is -log(strength)."""
        found = influences(weights, ties(strengths) + ties(conflicts, True))
        for person in weights:
            values = {(p.target, p.is_conflict): p.value for p in found[person].parts}
            oracle = nearest(person, strengths, conflicts)
            self.assertEqual(values.keys(), oracle.keys())
            for key, value in oracle.items():
                self.assertAlmostEqual(values[key], value)

    # ----------------------------------------------------------- known networks

    def test_kite(self):
        """Krackhardt's kite: Diane (3) has the most ties, Ike and Jane the fewest."""
        graph = nx.krackhardt_kite_graph()
        shares = rounded_shares(influences(dict.fromkeys(graph, 1), both_ways(graph)))
        ranking = sorted(graph, key=lambda person: -shares[person])
        self.assertEqual(ranking[0], 3)
        self.assertEqual(ranking[-2:], [8, 9])
        # Fernando and Garth stand for the same ties; so do the others of each pair.
        self.assertEqual(shares[5], shares[6])
        self.assertEqual(shares[0], shares[1])

    def test_florentine_families(self):
        """The Medici were the best connected family (Padgett and Ansell 1993)."""
        graph = nx.florentine_families_graph()
        found = influences(dict.fromkeys(graph, 1), both_ways(graph))
        self.assertEqual([f for f in graph if found[f].rank == 1], ["Medici"])

    def test_karate_club(self):
        """The club split around the administrator (33) and the instructor (0)."""
        graph = nx.karate_club_graph()
        found = influences(dict.fromkeys(graph, 1), both_ways(graph))
        self.assertEqual({p for p in graph if found[p].rank <= 2}, {0, 33})
        shares = rounded_shares(found)
        for centrality in (nx.degree_centrality, nx.harmonic_centrality):
            scores = {p: round(score, 6) for p, score in centrality(graph).items()}
            self.assertGreater(rank_correlation(shares, scores), 0.85)

    def test_one_direct_step_is_degree(self):
        """With next to no second step the reach is the weighted out-degree."""
        graph = nx.gnp_random_graph(20, 0.2, seed=7, directed=True)
        found = influences(
            dict.fromkeys(graph, 1), [Tie(*edge, 5) for edge in graph.edges], 1e-9
        )
        for person, degree in nx.out_degree_centrality(graph).items():
            self.assertAlmostEqual(found[person].share, 100 * degree, places=5)
        self.assertEqual(DAMPING, 0.5)
