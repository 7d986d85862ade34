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

from typing import Any, NamedTuple

DAMPING = 0.5
MAX_STEPS = 3
MAX_STRENGTH = 5


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
    influence = _strongest(tie for tie in ties if not tie.is_conflict)
    conflict = _strongest(tie for tie in ties if tie.is_conflict)
    parts = {
        person: _parts(person, influence, conflict, weights, damping)
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


def _strongest(ties):
    """``{source: {target: influence of one step, 0 to 1}}``."""
    steps = {}
    for source, target, strength, __ in ties:
        targets = steps.setdefault(source, {})
        targets[target] = max(targets.get(target, 0.0), strength / MAX_STRENGTH)
    return steps


def _parts(person, influence, conflict, weights, damping):
    """The strongest path of influence, and of conflict, to each other person."""
    found = [
        Part(target, value, path)
        for target, (value, path) in _reached(
            person, influence, damping, MAX_STEPS
        ).items()
        if target != person
    ]
    if conflict:
        against = _at_odds(person, influence, conflict, damping)
        found += [
            Part(target, -value, path, True)
            for target, (value, path) in against.items()
        ]
    found.sort(key=lambda part: -abs(part.value * weights[part.target]))
    return tuple(found)


def _reached(person, influence, damping, steps, without=None):
    """The strongest path to everybody within a number of steps.

    Step by step, going on only from those to whom a stronger path was found: a weaker
    one that takes longer is never part of the strongest.

    :return: ``{target: (influence, path)}``, the person included
    """
    best = {person: (1.0, (person,))}
    latest = best
    for step in range(steps):
        factor = damping if step else 1.0
        improved = {}
        for source, (value, path) in latest.items():
            for target, part in influence.get(source, {}).items():
                reached = value * factor * part
                known = improved.get(target) or best.get(target)
                if target != without and (not known or reached > known[0]):
                    improved[target] = reached, (*path, target)
        best = {**best, **improved}
        latest = improved
    return best


def _at_odds(person, influence, conflict, damping):
    """The strongest path to everybody that ends with a conflict.

    Nobody is set against a person through that same person.

    :return: ``{target: (influence, path)}``
    """
    near = _reached(person, influence, damping, MAX_STEPS - 1)
    against = {}
    for source, (__, path) in near.items():
        for target, part in conflict.get(source, {}).items():
            if target == person:
                continue
            ways = near
            if target in path:
                ways = _reached(person, influence, damping, MAX_STEPS - 1, target)
            if source not in ways:
                continue
            value, way = ways[source]
            value *= part * (damping if len(way) > 1 else 1.0)
            if value > against.get(target, (0.0,))[0]:
                against[target] = value, (*way, target)
    return against


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
