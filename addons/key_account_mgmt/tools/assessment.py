"""The yearly score of an account, a person or a team, and what it is made of.

Plain values in and out.
"""

from typing import NamedTuple


class Weight(NamedTuple):
    """How much a metric counts; ``full`` is the value that earns all of it."""

    metric: str
    weight: float
    full: float


class Part(NamedTuple):
    """What a metric earned: ``share`` of the full value (0 to 1), ``points`` and the
    ``most`` points it could have earned."""

    metric: str
    value: float
    share: float
    points: float
    most: float


def score(values, weights):
    """Weigh the metrics that are known.

    score = 100 × Σ weight × share / Σ weight, over metrics with a value; the share of a
    metric is its value by its full value, from 0 to 1.

    :param values: ``{metric: value, None while unknown}``
    :param weights: iterable of :class:`Weight`
    :return: ``(score from 0 to 100 or None, tuple of Part, the largest first)``
    :raise ValueError: when a weight is negative or a full value not positive
    """
    known = []
    for item in weights:
        if item.weight < 0 or item.full <= 0:
            raise ValueError(
                f"“{item.metric}” needs a weight ≥ 0 and a full value > 0."
            )
        if values.get(item.metric) is not None and item.weight:
            known.append(item)
    total = sum(item.weight for item in known)
    if not total:
        return None, ()
    parts = []
    for item in known:
        value = values[item.metric]
        share = min(max(value / item.full, 0.0), 1.0)
        most = 100 * item.weight / total
        parts.append(Part(item.metric, value, share, most * share, most))
    parts.sort(key=lambda part: -part.points)
    return sum(part.points for part in parts), tuple(parts)


def won_and_turned(changes):
    """Count people who became supporters, and opponents who are none any more.

    :param changes: ``(old, new)`` levels of each person over the period, from −2 to 2,
        None while not assessed
    :return: ``(supporters won, opponents turned)``
    """
    changes = list(changes)
    won = sum((new or 0) > 0 and (old or 0) <= 0 for old, new in changes)
    turned = sum(
        (old or 0) < 0 and new is not None and new >= 0 for old, new in changes
    )
    return won, turned
