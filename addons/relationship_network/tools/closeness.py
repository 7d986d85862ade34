"""Closeness, coverage and status of a set of people: the arithmetic of the suite.

Plain values in and out, so that models, imports and benchmarks share one definition.
"""

from typing import NamedTuple

LEVELS = (2, 1, 0, -1, -2)
DECIDING_MEANINGS = ("economic_buyer", "decision_maker")
KEY_POSITIONS = ("structure", "inner")


class Tally:
    """How many people, of which weight, stand on each level.

    Tallies of disjoint sets add up; percentages do not.
    """

    def __init__(self, by_level=None):
        """:param by_level: ``{level or None: (number of people, sum of weights)}``"""
        self._by_level = dict(by_level or {})

    @classmethod
    def of(cls, people):
        """Tally ``(weight, level or None)`` pairs."""
        by_level = {}
        for weight, level in people:
            count, total = by_level.get(level, (0, 0.0))
            by_level[level] = (count + 1, total + weight)
        return cls(by_level)

    def __add__(self, other):
        levels = self._by_level.keys() | other._by_level.keys()
        return Tally(
            {
                level: (
                    self.count(level) + other.count(level),
                    self.weight_of(level) + other.weight_of(level),
                )
                for level in levels
            }
        )

    def count(self, level):
        """Number of people on a level; ``None`` for those not assessed."""
        return self._by_level.get(level, (0, 0.0))[0]

    def weight_of(self, level):
        """Weight of the people on a level; ``None`` for those not assessed."""
        return self._by_level.get(level, (0, 0.0))[1]

    @property
    def total(self):
        """Number of people."""
        return sum(count for count, __ in self._by_level.values())

    @property
    def weight(self):
        """Weight of all people."""
        return sum(weight for __, weight in self._by_level.values())

    @property
    def closeness(self):
        """100 % × Σ weight·level / Σ weight, from -200 to +200.

        People who are not assessed count as level 0. None when there is nobody.
        """
        if not self.weight:
            return None
        weighted = sum(level * self.weight_of(level) for level in LEVELS)
        return 100.0 * weighted / self.weight

    @property
    def coverage(self):
        """100 % × Σ weight of the assessed / Σ weight of all, or None when empty."""
        if not self.weight:
            return None
        return 100.0 * (1 - self.weight_of(None) / self.weight)

    def to_json(self):
        """Plain value to store; see :meth:`from_json`."""
        return [[level, *values] for level, values in self._by_level.items()]

    @classmethod
    def from_json(cls, value):
        """The tally that :meth:`to_json` turned into a plain value."""
        return cls({level: (count, weight) for level, count, weight in value or []})


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
