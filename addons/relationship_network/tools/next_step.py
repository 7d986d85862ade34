"""What usually works: after which kinds of activity did levels rise.

A *case* begins with an activity of one kind with one person; others of that kind with
the same person within the next :data:`WINDOW` days belong to it. It is a success when a
level of that person rose within the window, and decided once that happened or the
window is over; cases still open do not count. Plain values in and out.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import Any, NamedTuple

from .ranking import Goal, Rule, rank

WINDOW = 60
# Below so many cases a share says nothing.
MIN_CASES = 5
# With so many cases the evidence is as good as it gets.
MANY_CASES = 20


class Effect(NamedTuple):
    """How often a level rose after a kind of activity."""

    kind: Any
    cases: int
    rises: int

    @property
    def share(self):
        """From 0 to 1."""
        return self.rises / self.cases if self.cases else 0.0


RULES = (
    Rule("enough_cases", lambda effect: effect.cases >= MIN_CASES),
    Rule("worked", lambda effect: effect.rises > 0),
)
GOALS = (
    Goal("success", 80, lambda effect: effect.share),
    Goal("evidence", 20, lambda effect: min(1.0, effect.cases / MANY_CASES)),
)


def count_effects(activities, rises, today, window=WINDOW):
    """Count the cases of each kind, and those in which a level rose.

    :param activities: iterable of ``(person, kind, day)``, days as numbers
    :param rises: iterable of ``(person, day)``
    :param today: day up to which is counted
    :return: list of :class:`Effect`, one for each kind with a decided case
    """
    days = defaultdict(list)
    for person, kind, day in sorted(set(activities), key=lambda row: row[2]):
        days[kind, person].append(day)
    rise_days = defaultdict(list)
    for person, day in sorted(set(rises), key=lambda row: row[1]):
        rise_days[person].append(day)
    counts = defaultdict(lambda: [0, 0])
    for (kind, person), dates in days.items():
        for start in _case_starts(dates, window):
            rose = _rises_within(rise_days[person], start, window)
            if rose or start + window < today:
                counts[kind][0] += 1
                counts[kind][1] += rose
    return [Effect(kind, *numbers) for kind, numbers in counts.items()]


def _case_starts(days, window):
    """The days on which a case begins; ``days`` are sorted."""
    start = None
    for day in days:
        if start is None or day > start + window:
            start = day
            yield start


def _rises_within(days, start, window):
    index = bisect_left(days, start)
    return index < len(days) and days[index] <= start + window


def rank_effects(effects):
    """The kinds of activity that usually work, the best first.

    :param effects: iterable of :class:`Effect`
    :return: :class:`~.ranking.Ranking`; rejected by the rules ``enough_cases`` and
        ``worked``
    """
    return rank(effects, RULES, GOALS)


def urgency(weight, level, target):
    """What a person weighs, times the levels that are missing to the target.

    :param level: -2 to 2; not assessed (None) counts as 0
    """
    return weight * max(0, target - (level or 0))
