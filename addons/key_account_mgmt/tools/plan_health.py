"""Whether a plan is on track: how far its objectives are against the time gone.

Plain values in and out.
"""

from typing import NamedTuple

# How far progress may lag behind the time gone, as a share of the whole way.
BEHIND = 0.10
FAR_BEHIND = 0.30


class Objective(NamedTuple):
    """``progress``: share of the way from start to target, None while unknown."""

    name: str
    progress: float | None


class Health(NamedTuple):
    """``colour``: on_track, at_risk or off; ``reason``, and ``names`` it is about."""

    colour: str
    reason: str
    names: tuple


def progress(start, target, current):
    """Share of the way from a start to a target, also where less is better.

    :return: 0 at the start, 1 at the target, beyond either when it went further; None
        when a value is missing; 1 when start and target are one and it is held
    """
    if None in (start, target, current):
        return None
    if start == target:
        return 1.0 if current >= target else 0.0
    return (current - start) / (target - start)


def elapsed(date_from, date_to, today):
    """Share of a period that is gone, from 0 to 1."""
    days = max((date_to - date_from).days + 1, 1)
    gone = (today - date_from).days
    return min(max(gone / days, 0.0), 1.0)


def health(objectives, time_gone):
    """Judge a plan.

    Off: at least half of the objectives lag more than 30 points behind the time gone.
    At risk: one lags more than 10 points, or cannot be measured, or there are none.

    :param objectives: iterable of :class:`Objective`
    :param time_gone: share of the period that is gone, 0 to 1
    :return: :class:`Health`
    """
    objectives = list(objectives)
    if not objectives:
        return Health("at_risk", "no_objectives", ())
    far = _lagging(objectives, time_gone, FAR_BEHIND)
    if far and 2 * len(far) >= len(objectives):
        return Health("off", "far_behind", far)
    behind = _lagging(objectives, time_gone, BEHIND)
    if behind:
        return Health("at_risk", "behind", behind)
    unknown = tuple(item.name for item in objectives if item.progress is None)
    if unknown:
        return Health("at_risk", "unknown", unknown)
    return Health("on_track", "on_track", ())


def _lagging(objectives, time_gone, limit):
    return tuple(
        item.name
        for item in objectives
        if item.progress is not None and time_gone - item.progress > limit
    )
