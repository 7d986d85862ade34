"""How a customer's projects go: what similar earlier ones let us expect of this one.

Plain values in and out. Fewer than :data:`FEW` cases are told as they were and never
made into a figure.
"""

from collections import defaultdict
from datetime import date
from math import sqrt
from statistics import fmean, median
from typing import Any, NamedTuple

FEW = 3
# The steps of a customer's project; spans lie between any two that follow each other.
STEPS = ("initiated", "tender", "bid", "award")
DAYS_PER_MONTH = 30.4375
# 95 % of the normal distribution lie within this many standard deviations.
Z = 1.96


class Project(NamedTuple):
    """An earlier project of the customer, or of one like it.

    :param outcome: ``won`` or ``lost`` by us, ``other`` where we did not bid
    :param dates: ``{step: date}`` of what is known
    :param criteria: ``{criterion: weight in percent}``
    :param deciders: ``{person: attitude −2 to +2, or None}``
    :param competitors: ``{competitor: price, or None}``
    :param winner: the competitor who won, or None
    """

    key: Any
    outcome: str
    budget: float = 0.0
    award: float = 0.0
    dates: dict[str, date] = {}
    criteria: dict[Any, float] = {}
    deciders: dict[Any, int | None] = {}
    competitors: dict[Any, float | None] = {}
    winner: Any = None
    reason: Any = None


class Figure(NamedTuple):
    """A middle value and the number of ``cases`` behind it; None: too few cases."""

    value: float | None
    cases: int


class WinRate(NamedTuple):
    """Share of the decided that we won, in percent, with a 95 % interval."""

    percent: float | None
    low: float | None
    high: float | None
    won: int
    cases: int


class Rival(NamedTuple):
    """A competitor: times met, times they won, price in percent of the award."""

    key: Any
    met: int
    won: int
    price: Figure


class Patterns(NamedTuple):
    """What earlier projects say together; see :func:`patterns`."""

    cases: int
    win_rate: WinRate
    award_ratio: Figure
    spans: dict[tuple[str, str], Figure]
    criteria: dict[Any, Figure]
    deciders: dict[Any, tuple[int, int | None]]
    rivals: list[Rival]
    reasons: dict[Any, int]


def patterns(projects):
    """What earlier projects let us expect.

    :param projects: iterable of :class:`Project`, the latest first
    :return: :class:`Patterns`: the award as percent of the budget and the days between
        two dates as medians, the weight of criteria as mean over the projects that name
        any, deciders as ``{person: (times, last known attitude)}``
    """
    projects = list(projects)
    return Patterns(
        cases=len(projects),
        win_rate=win_rate(
            sum(p.outcome == "won" for p in projects),
            sum(p.outcome in ("won", "lost") for p in projects),
        ),
        award_ratio=_middle(
            100.0 * p.award / p.budget for p in projects if p.budget and p.award
        ),
        spans=_spans(projects),
        criteria=_criteria(projects),
        deciders=_deciders(projects),
        rivals=_rivals(projects),
        reasons=_count(p.reason for p in projects if p.reason),
    )


def win_rate(won, cases):
    """Our share of the decided projects, with Wilson's interval.

    Wilson (1927), which stays within 0 to 100 % and is honest for few cases.

    :param won: projects that we won
    :param cases: projects that we won or lost
    :return: :class:`WinRate`; percent and interval are None below :data:`FEW` cases
    """
    if cases < FEW:
        return WinRate(None, None, None, won, cases)
    share = won / cases
    base = 1 + Z**2 / cases
    centre = (share + Z**2 / (2 * cases)) / base
    half = Z * sqrt(share * (1 - share) / cases + Z**2 / (4 * cases**2)) / base
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return WinRate(100 * share, 100 * low, 100 * high, won, cases)


def _middle(values, mean=median):
    values = list(values)
    enough = len(values) >= FEW
    return Figure(mean(values) if enough else None, len(values))


def _spans(projects):
    """Days between each two steps that both are known, e.g. tender and award.

    What was given up before a step that was planned says nothing about that step.
    """
    found = {}
    for index, first in enumerate(STEPS):
        for second in STEPS[index + 1 :]:
            found[first, second] = _middle(
                (p.dates[second] - p.dates[first]).days
                for p in projects
                if p.dates.get(first)
                and p.dates.get(second)
                and p.dates[first] <= p.dates[second]
            )
    return found


def _criteria(projects):
    """A project that names criteria, but not this one, gave it no weight."""
    telling = [p.criteria for p in projects if p.criteria]
    names = {name: None for criteria in telling for name in criteria}
    found = {
        name: _middle((criteria.get(name, 0.0) for criteria in telling), fmean)
        for name in names
    }
    return dict(sorted(found.items(), key=lambda item: -(item[1].value or 0)))


def _deciders(projects):
    times, attitudes = defaultdict(int), {}
    for project in projects:
        for person, attitude in project.deciders.items():
            times[person] += 1
            # The latest project comes first.
            if attitudes.get(person) is None:
                attitudes[person] = attitude
    ranked = sorted(times, key=lambda person: -times[person])
    return {person: (times[person], attitudes[person]) for person in ranked}


def _rivals(projects):
    met, won, prices = defaultdict(int), defaultdict(int), defaultdict(list)
    for project in projects:
        for competitor, price in project.competitors.items():
            met[competitor] += 1
            won[competitor] += project.winner == competitor
            if price and project.award:
                prices[competitor].append(100.0 * price / project.award)
    ranked = sorted(met, key=lambda key: (-won[key], -met[key]))
    return [Rival(key, met[key], won[key], _middle(prices[key])) for key in ranked]


def _count(values):
    counts = defaultdict(int)
    for value in values:
        counts[value] += 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def expected_award_date(known, spans):
    """When they will award, from the latest step that is known.

    :param known: ``{step: date}`` of the current project
    :param spans: :attr:`Patterns.spans`
    :return: ``(date, step counted from, days)``, or None when nothing tells
    """
    for step in reversed(STEPS[:-1]):
        days = spans[step, "award"].value
        if known.get(step) and days is not None:
            return date.fromordinal(known[step].toordinal() + round(days)), step, days
    return None


def offsets(dates):
    """Months from the first known step to each, to lay projects over each other.

    :param dates: ``{step: date}``
    :return: ``{step: months}``; empty when nothing is known
    """
    known = {step: dates[step] for step in STEPS if dates.get(step)}
    if not known:
        return {}
    start = min(known.values())
    return {step: (day - start).days / DAYS_PER_MONTH for step, day in known.items()}
