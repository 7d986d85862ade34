"""Closeness, coverage and status of a set of people: the arithmetic of the suite.

Plain values in and out, so that models, imports and benchmarks share one definition.
"""

from dataclasses import dataclass
from typing import NamedTuple

LEVELS = (2, 1, 0, -1, -2)
DECIDING_MEANINGS = ("economic_buyer", "decision_maker")
KEY_POSITIONS = ("structure", "inner")


@dataclass(frozen=True)
class Tally:
    """Sums over a set of people; tallies add up, percentages do not.

    :param weight: Σ weight of all people
    :param assessed_weight: Σ weight of the people with a level
    :param weighted_level: Σ weight·level, not assessed counting as level 0
    """

    weight: float = 0.0
    assessed_weight: float = 0.0
    weighted_level: float = 0.0

    @classmethod
    def of(cls, people):
        """Tally ``(weight, level or None)`` pairs."""
        weight = assessed_weight = weighted_level = 0.0
        for person_weight, level in people:
            weight += person_weight
            if level is not None:
                assessed_weight += person_weight
                weighted_level += person_weight * level
        return cls(weight, assessed_weight, weighted_level)

    def __add__(self, other):
        return Tally(
            self.weight + other.weight,
            self.assessed_weight + other.assessed_weight,
            self.weighted_level + other.weighted_level,
        )

    @property
    def closeness(self):
        """Percent from -200 to +200, or None when the set is empty."""
        return 100.0 * self.weighted_level / self.weight if self.weight else None

    @property
    def coverage(self):
        """Assessed share of the weight, percent from 0 to 100, or None when empty."""
        return 100.0 * self.assessed_weight / self.weight if self.weight else None


class StatusFacts(NamedTuple):
    """What the red/amber/green rule needs to know of one person."""

    name: str
    level: int | None
    is_key_player: bool
    decides: bool
    has_veto: bool


class Status(NamedTuple):
    """Outcome of the rule: ``colour``, a ``reason`` code and whom it is about."""

    colour: str
    reason: str
    names: tuple[str, ...] = ()


def is_key_player(political_status):
    """A key player belongs to the political structure or the inner circle."""
    return political_status in KEY_POSITIONS


def decides(meaning, has_approval):
    """Whether a person of that role meaning decides or approves."""
    return has_approval or meaning in DECIDING_MEANINGS


def map_status(people):
    """Red, amber or green for an iterable of :class:`StatusFacts`.

    Red: no supportive key player, or a veto holder against us. Amber: a supportive
    key player. Green: a supportive key player decides or approves, and no veto
    holder is against us.

    :return: a :class:`Status`
    """
    people = list(people)
    if not people:
        return Status("red", "empty")
    against = tuple(p.name for p in people if p.has_veto and (p.level or 0) < 0)
    if against:
        return Status("red", "veto_against", against)
    supportive = [p for p in people if p.is_key_player and (p.level or 0) > 0]
    if not supportive:
        return Status("red", "no_supportive_key_player")
    deciding = tuple(p.name for p in supportive if p.decides)
    if deciding:
        return Status("green", "supporter_decides", deciding)
    return Status("amber", "supporter_only", tuple(p.name for p in supportive))
