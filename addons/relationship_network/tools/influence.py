"""Influence centres: whose word reaches most of the decision weight of a map.

For each person p the reach is Σ weight(q) × influence(p, q) over all other people q.

* Along influence links p → … → q the influence is the product of strength / 5 of the
  links, halved (:data:`DAMPING`) for every step after the first, over at most
  :data:`MAX_STEPS` steps; the strongest path counts, the others do not add up, so that
  nobody is reached by more than 100 %.
* A conflict link at the end of such a path, or at once, carries the same product, with
  a minus: those who p, or somebody who listens to p, is at odds with, are lost rather
  than won. The strongest one is subtracted.

This is a closeness measure on weighted ties (the product of probabilities that a word
is passed on, with the decay of Katz 1953), cut after three steps, since influence on
people further away is not observed in practice (Christakis & Fowler 2007).
"""

from math import exp, inf, log
from typing import Any, NamedTuple

import networkx as nx

DAMPING = 0.5
MAX_STEPS = 3
MAX_STRENGTH = 5

_AT_ODDS = "at odds"


class Tie(NamedTuple):
    """A directed link of strength 1 to 5; ``is_conflict`` tells it from influence."""

    source: Any
    target: Any
    strength: int
    is_conflict: bool = False


class Part(NamedTuple):
    """Whom a person reaches, and how.

    ``value`` is the signed influence (-1 to 1, before weight), ``path`` leads from the
    person to the target, and with ``is_conflict`` its last step is a conflict.
    """

    target: Any
    value: float
    path: tuple
    is_conflict: bool = False


class Influence(NamedTuple):
    """Outcome for one person.

    :param reach: in units of decision weight, below 0 when conflicts prevail
    :param share: reach in percent of the weight of all others, from 0 to 100
    :param rank: from 1, by share, below 0 included; equal shares have the same rank;
        0 for who reaches nobody
    :param parts: each :class:`Part`, the one of most weight first
    """

    reach: float
    share: float
    rank: int
    parts: tuple[Part, ...]


NOBODY = Influence(0.0, 0.0, 0, ())


def influences(weights, ties, damping=DAMPING):
    """The influence of everybody on a map.

    :param weights: ``{person: decision weight}``
    :param ties: iterable of :class:`Tie`; those that lead off the map do not count
    :param damping: factor for every step after the first, above 0 and below 1
    :return: ``{person: Influence}``
    """
    ties = [tie for tie in ties if tie.source in weights and tie.target in weights]
    graph = _layered_graph(ties, damping)
    parts = {
        person: _parts(graph, person, weights, damping)
        for person in {tie.source for tie in ties}
    }
    reaches = {
        person: sum(part.value * weights[part.target] for part in found)
        for person, found in parts.items()
        if found
    }
    total = sum(weights.values())
    shares = {
        person: _share(reach, total - weights[person])
        for person, reach in reaches.items()
    }
    ranks = _ranks(shares)
    return {
        person: Influence(
            reaches[person], max(0.0, shares[person]), ranks[person], parts[person]
        )
        if person in reaches
        else NOBODY
        for person in weights
    }


def _layered_graph(ties, damping):
    """The ties with one layer of nodes per step, so that paths end after the last.

    The length of a step is -log of what it leaves of an influence: the shortest path
    is the strongest one.
    """
    graph = nx.DiGraph()
    # Of several ties between the same two people the strongest counts.
    for tie in sorted(ties, key=lambda tie: tie.strength):
        length = -log(damping * tie.strength / MAX_STRENGTH)
        for step in range(MAX_STEPS):
            layer = _AT_ODDS if tie.is_conflict else step + 1
            graph.add_edge((tie.source, step), (tie.target, layer), length=length)
    return graph


def _parts(graph, person, weights, damping):
    """The strongest path of influence, and of conflict, to each other person."""
    lengths, paths = nx.single_source_dijkstra(graph, (person, 0), weight="length")
    best = {}
    for node, length in lengths.items():
        target, layer = node
        key = target, layer == _AT_ODDS
        path = paths[node]
        if layer == _AT_ODDS and target != person:
            length, path = _around(graph, path, length)
        if target != person and length < best.get(key, (inf,))[0]:
            best[key] = length, tuple(name for name, __ in path)
    parts = [
        # The first step is not damped.
        Part(target, (-1 if at_odds else 1) * exp(-length) / damping, path, at_odds)
        for (target, at_odds), (length, path) in best.items()
    ]
    return tuple(
        sorted(parts, key=lambda part: -abs(part.value * weights[part.target]))
    )


def _around(graph, path, length):
    """The strongest path with the same ends that does not pass its own target.

    Nobody is set against a person through that same person. Influence needs no such
    care: a detour is never the strongest path.
    """
    target = path[-1][0]
    if all(name != target for name, __ in path[:-1]):
        return length, path
    others = nx.restricted_view(
        graph, [(target, step) for step in range(MAX_STEPS + 1)], []
    )
    try:
        return nx.single_source_dijkstra(others, path[0], path[-1], weight="length")
    except nx.NetworkXNoPath:
        return inf, path


def _share(reach, weight_of_others):
    """Signed share in percent; rounding errors do not lead beyond 100."""
    share = 100.0 * reach / weight_of_others if weight_of_others else 0.0
    return min(100.0, share)


def _ranks(shares):
    """``{person: rank}`` by falling share; equal up to rounding shares a rank."""
    ranks, previous = {}, None
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    for place, (person, share) in enumerate(ordered, 1):
        if previous is None or previous[0] - share > 1e-9:
            previous = share, place
        ranks[person] = previous[1]
    return ranks
