"""What an opportunity is worth to presales, from 0 to 100, and why.

Plain values in and out. Every factor is brought to 0–1, the weighted mean counts: what
is not known counts as 0, so that finding it out never lowers the worth.
"""

from math import log10
from typing import NamedTuple

TIERS = {"A": 1.0, "B": 0.8, "C": 0.5, "D": 0.25, "E": 0.1}
# High potential first: a C account can grow, a B account has grown.
CLASSES = {"A": 1.0, "C": 0.7, "B": 0.6, "D": 0.2}
CLOSENESS_RANGE = (-200.0, 200.0)


class Part(NamedTuple):
    """What one factor added: its points out of the most it could add."""

    factor: str
    points: float
    most: float
    known: bool


def factor_values(facts, reference):
    """Bring the facts of an opportunity to 0–1 each, None for what is not known.

    :param dict facts: ``tier`` (A–E), ``amount`` (company currency), ``probability``
        (percent), ``closeness`` (percent, −200 to 200), ``account_class`` (A–D)
    :param float reference: amount that counts fully; a thousandth of it counts 0
    :return: ``{factor: value}``
    """
    low, high = CLOSENESS_RANGE
    closeness = facts.get("closeness")
    probability = facts.get("probability")
    return {
        "tier": TIERS.get(facts.get("tier")),
        "amount": _amount_value(facts.get("amount"), reference),
        "probability": None if probability is None else _clamp(probability / 100),
        "closeness": (
            None if closeness is None else _clamp((closeness - low) / (high - low))
        ),
        "account_class": CLASSES.get(facts.get("account_class")),
    }


def worth(facts, weights, reference):
    """The worth of an opportunity.

    :param dict facts: see :func:`factor_values`
    :param dict weights: ``{factor: weight}``, weights above 0 count
    :param float reference: amount in company currency that counts fully, above 0
    :return: ``(points from 0 to 100, parts, the largest first)``
    """
    values = factor_values(facts, reference)
    counted = {name: weight for name, weight in weights.items() if weight > 0}
    total = sum(counted.values())
    parts = [
        Part(
            name,
            100.0 * weight * (values.get(name) or 0.0) / total,
            100.0 * weight / total,
            values.get(name) is not None,
        )
        for name, weight in counted.items()
    ]
    parts.sort(key=lambda part: -part.points)
    return sum(part.points for part in parts), tuple(parts)


def _amount_value(amount, reference):
    """Logarithmic: ten times the amount is worth a third of the scale more."""
    if not amount or amount <= 0:
        return None
    return _clamp(1 + (log10(amount) - log10(reference)) / 3)


def _clamp(value):
    return min(1.0, max(0.0, value))
