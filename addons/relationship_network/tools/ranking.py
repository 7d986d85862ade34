"""Rank candidates and say why: hard rules filter, weighted goals rank.

Every ranked candidate carries its reasons, every rejected one the first rule it
failed, and what a limit cut off is counted. Plain values in and out.
"""

from collections.abc import Callable
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """A hard condition: a candidate for whom ``holds`` is false is rejected."""

    name: str
    holds: Callable[[Any], bool]


class Goal(NamedTuple):
    """A wish of some ``weight`` (> 0); ``score`` says from 0 to 1 how well it is met.

    Only the proportion of the weights matters.
    """

    name: str
    weight: float
    score: Callable[[Any], float]


class Reason(NamedTuple):
    """What one goal added: how well it is met (0 to 1) and the points (0 to 100)."""

    goal: str
    value: float
    points: float


class Ranked(NamedTuple):
    """A candidate with its points (0 to 100) and reasons, the strongest first."""

    candidate: Any
    points: float
    reasons: tuple[Reason, ...]


class Rejected(NamedTuple):
    """A candidate and the name of the first rule it failed."""

    candidate: Any
    rule: str


class Ranking(NamedTuple):
    """Outcome: the ranked, the rejected, and how many ranked ones a limit ``cut``."""

    ranked: tuple[Ranked, ...]
    rejected: tuple[Rejected, ...]
    cut: int


def rank(candidates, rules, goals, limit=None):
    """Rank candidates by weighted goals, after hard rules have filtered them.

    Candidates with equal points keep their order.

    :param candidates: iterable of any values that rules and goals understand
    :param rules: iterable of :class:`Rule`, the first failed one is named
    :param goals: iterable of :class:`Goal`, at least one
    :param limit: number of candidates to keep, all when None
    :return: a :class:`Ranking`
    :raise ValueError: when a weight is not positive, or a score outside 0 to 1
    """
    goals = list(goals)
    if not goals or any(goal.weight <= 0 for goal in goals):
        raise ValueError("Ranking needs goals, each with a weight above 0.")
    rules = list(rules)
    total = sum(goal.weight for goal in goals)
    ranked, rejected = [], []
    for candidate in candidates:
        failed = next((rule for rule in rules if not rule.holds(candidate)), None)
        if failed:
            rejected.append(Rejected(candidate, failed.name))
        else:
            ranked.append(_weigh(candidate, goals, total))
    ranked.sort(key=lambda entry: -entry.points)
    kept = ranked if limit is None else ranked[:limit]
    return Ranking(tuple(kept), tuple(rejected), len(ranked) - len(kept))


def _weigh(candidate, goals, total):
    reasons = [_reason(candidate, goal, total) for goal in goals]
    points = sum(reason.points for reason in reasons)
    return Ranked(
        candidate, points, tuple(sorted(reasons, key=lambda reason: -reason.points))
    )


def _reason(candidate, goal, total):
    value = goal.score(candidate)
    if not 0 <= value <= 1:
        raise ValueError(f"Goal “{goal.name}” scored {value}, outside 0 to 1.")
    return Reason(goal.name, value, 100.0 * goal.weight * value / total)
