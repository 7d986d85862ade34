"""Checks of closed orders before they are paid, each finding with its evidence.

Plain values in and out; times are whole seconds on one axis.
"""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from . import travel

DAY = 24 * 60 * 60


class Work(NamedTuple):
    """A closed order: who worked when and where, on which serial.

    ``place`` is ``(latitude, longitude)`` in degrees, None where unknown; ``due_back``
    when the last part was to be returned, None where nothing was.
    """

    order: int
    person: int
    start: int
    end: int
    serial: int | None = None
    place: tuple[float, float] | None = None
    due_back: int | None = None
    missing: float = 0.0


class Finding(NamedTuple):
    """What a check found: its name, the later order, the earlier one if any, numbers.

    ``found`` and ``allowed`` are in seconds; for "no_return" the quantity missing, and
    the quantity that may miss.
    """

    check: str
    order: int
    other: int | None
    found: float
    allowed: float


class Limits(NamedTuple):
    """What passes: days until the same serial may come again, and the fastest way."""

    repeat_days: int = 30
    speed_kmh: float = 120.0


def check(works, now, limits=None):
    """Run all checks.

    * ``repeat``: the same serial again sooner than ``repeat_days``; found is the time
      between the end of one order and the start of the next.
    * ``overlap``: one person at two orders at once; found is how long.
    * ``too_fast``: the time between two orders of one person is shorter than the
      straight way at ``speed_kmh`` takes; allowed is what that way takes.
    * ``no_return``: parts not back by the time they were due.

    :param works: :class:`Work` records in any order
    :param now: the present, for what is overdue
    :param limits: :class:`Limits`, the default ones when None
    :return: list of :class:`Finding` by order, then by name of the check
    :raise ValueError: when work ends before it starts, or a limit is not positive
    """
    limits = limits or Limits()
    works = sorted(works, key=lambda work: (work.start, work.order))
    if min(limits) <= 0 or any(work.end < work.start for work in works):
        raise ValueError("Limits are positive, and work ends after it starts.")
    findings = [
        *_repeats(works, limits),
        *_overlaps(works),
        *_too_fast(works, limits),
        *_no_returns(works, now),
    ]
    return sorted(findings, key=lambda entry: (entry.order, entry.check))


def _grouped(works, field):
    groups = defaultdict(list)
    for work in works:
        if getattr(work, field) is not None:
            groups[getattr(work, field)].append(work)
    return groups.values()


def _repeats(works, limits):
    allowed = limits.repeat_days * DAY
    for group in _grouped(works, "serial"):
        for one, other in pairwise(group):
            between = max(0, other.start - one.end)
            if between < allowed:
                yield Finding("repeat", other.order, one.order, between, allowed)


def _overlaps(works):
    """Each order against the one before that ends last: it overlaps if any does."""
    for group in _grouped(works, "person"):
        last = group[0]
        for work in group[1:]:
            shared = min(last.end, work.end) - work.start
            if shared > 0:
                yield Finding("overlap", work.order, last.order, shared, 0)
            last = max(last, work, key=lambda entry: entry.end)


def _too_fast(works, limits):
    pairs = [
        (one, other)
        for group in _grouped(works, "person")
        for one, other in pairwise([work for work in group if work.place])
        if one.end <= other.start
    ]
    if not pairs:
        return
    places = np.array([(one.place, other.place) for one, other in pairs])
    ways = travel.distances(places[:, 0], places[:, 1]) / limits.speed_kmh * 3600
    for (one, other), way in zip(pairs, ways.tolist(), strict=True):
        between = other.start - one.end
        if between < way:
            yield Finding("too_fast", other.order, one.order, between, way)


def _no_returns(works, now):
    for work in works:
        if work.missing > 0 and work.due_back is not None and work.due_back < now:
            yield Finding("no_return", work.order, None, work.missing, 0)
