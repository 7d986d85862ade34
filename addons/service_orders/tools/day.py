"""What a day of field service consists of, and where one more visit fits in.

Times are whole seconds on one axis, for example since midnight; places are indices of
a matrix of travel seconds.
"""

from collections import defaultdict
from typing import NamedTuple


class Order(NamedTuple):
    """Work to be done: ``priority`` from 0 to 100, ``window`` of its start.

    ``allowed`` restricts the engineers by id, such as those who have the parts.
    """

    id: int
    place: int
    duration: int
    window: tuple[int, int]
    skills: frozenset = frozenset()
    territory: int | None = None
    priority: int = 0
    allowed: frozenset | None = None
    preferred: int | None = None


class Engineer(NamedTuple):
    """Who works: ``shift`` and ``breaks`` as pairs of times, ``territories`` or any."""

    id: int
    place: int
    shift: tuple[int, int]
    breaks: tuple[tuple[int, int], ...] = ()
    skills: frozenset = frozenset()
    territories: frozenset | None = None


class Visit(NamedTuple):
    """An order at an engineer; ``travel`` is the way there."""

    order: int
    engineer: int
    start: int
    end: int
    travel: int = 0
    is_pinned: bool = False


class Slot(NamedTuple):
    """Where one more visit fits: its start, and the seconds of travel it adds."""

    start: int
    detour: int


class Stop(NamedTuple):
    """An occupied time at a place: the day's begin, a visit, or the day's end."""

    place: int
    start: int
    end: int


# What rules a pair of order and engineer out, in the order in which it is asked.
RULES = {
    "skill": lambda order, engineer: order.skills <= engineer.skills,
    "territory": lambda order, engineer: (
        order.territory is None
        or engineer.territories is None
        or order.territory in engineer.territories
    ),
    "allowed": lambda order, engineer: (
        order.allowed is None or engineer.id in order.allowed
    ),
}


def failed_rule(order, engineer):
    """Name of the first of :data:`RULES` that a pair breaks, None if it breaks none."""
    return next((name for name, ok in RULES.items() if not ok(order, engineer)), None)


def by_engineer(visits):
    """Visits by engineer id, each list by start time."""
    result = defaultdict(list)
    for visit in sorted(visits, key=lambda visit: (visit.start, visit.order)):
        result[visit.engineer].append(visit)
    return result


def stops(engineer, visits, place_of):
    """The stops of an engineer's day, from the start of the shift to its end.

    :param visits: the engineer's visits by start time
    :param place_of: place by order id
    """
    begin, finish = engineer.shift
    return [
        Stop(engineer.place, begin, begin),
        *(Stop(place_of[visit.order], visit.start, visit.end) for visit in visits),
        Stop(engineer.place, finish, finish),
    ]


def best_slot(order, engineer, route, times, now=0):
    """The slot of least detour, then of earliest start; None where none fits.

    :param route: the :func:`stops` of the engineer, which keep their times
    :param times: matrix of travel seconds
    :param now: nothing starts before
    """
    slots = (
        _slot(order, engineer, before, after, times, now)
        for before, after in zip(route, route[1:], strict=False)
    )
    return min(
        (slot for slot in slots if slot),
        key=lambda slot: (slot.detour, slot.start),
        default=None,
    )


def _slot(order, engineer, before, after, times, now):
    opens, closes = order.window
    if before.end > closes or after.start < opens + order.duration:
        return None
    there = int(times[before.place][order.place])
    onward = int(times[order.place][after.place])
    arrival = _drive(max(before.end, now), there, engineer.breaks)
    start = _outside_breaks(max(arrival, opens), order.duration, engineer.breaks)
    back = _drive(start + order.duration, onward, engineer.breaks)
    if start > closes or back > after.start:
        return None
    return Slot(start, there + onward - int(times[before.place][after.place]))


def _drive(start, seconds, breaks):
    """When a drive ends that stops for the breaks it meets."""
    end = start + seconds
    for begin, finish in sorted(breaks):
        if start < finish and begin < end:
            end += finish - max(begin, start)
    return end


def _outside_breaks(start, duration, breaks):
    for begin, finish in sorted(breaks):
        if start < finish and begin < start + duration:
            start = finish
    return start
