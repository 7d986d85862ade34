"""Whether presales hours follow the worth of opportunities, or persons.

Plain values in and out.
"""

from itertools import accumulate
from statistics import StatisticsError, correlation
from typing import Any, NamedTuple

# Fewer cases than this tell nothing.
FEW = 5


class Supported(NamedTuple):
    """An opportunity with the hours it got.

    :param seller: whose opportunity it is
    :param worth: 0 to 100
    """

    key: Any
    seller: Any
    worth: float
    hours: float


class Mismatch(NamedTuple):
    """An opportunity that got more or less than its worth suggests.

    :param gap: share of the opportunities that it stands too far ahead (above 0) or
        behind (below 0) in the order of hours
    """

    key: Any
    gap: float
    fair_hours: float


def ranks(values):
    """Places in ascending order from 1; equal values share the mean of their places."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    places = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for index in order[start : end + 1]:
            places[index] = (start + end) / 2 + 1
        start = end + 1
    return places


def rank_correlation(first, second):
    """How far one order follows the other: Spearman's ρ, from −1 to 1.

    Spearman (1904), as Pearson's correlation of the ranks, so that ties are right.

    :return: None below :data:`FEW` cases or when all values of one are equal
    """
    if len(first) < FEW:
        return None
    try:
        return correlation(ranks(first), ranks(second))
    except StatisticsError:
        return None


def hours_of_sellers(cases):
    """For each case, the mean hours of its seller's other cases.

    What a case got itself is left out, or every seller would explain themselves.

    :return: list in the order of the cases; None where the seller has no other case
    """
    totals, counts = {}, {}
    for case in cases:
        totals[case.seller] = totals.get(case.seller, 0.0) + case.hours
        counts[case.seller] = counts.get(case.seller, 0) + 1
    return [
        (totals[case.seller] - case.hours) / (counts[case.seller] - 1)
        if counts[case.seller] > 1
        else None
        for case in cases
    ]


def follows_worth(cases):
    """Rank correlation of hours with worth."""
    return rank_correlation(
        [case.hours for case in cases], [case.worth for case in cases]
    )


def follows_seller(cases):
    """Rank correlation of hours with what the seller's other opportunities got."""
    known = [
        (case.hours, others)
        for case, others in zip(cases, hours_of_sellers(cases), strict=True)
        if others is not None
    ]
    return rank_correlation([hours for hours, __ in known], [o for __, o in known])


def lorenz(values):
    """Points of the Lorenz curve: share of cases, share of the total they hold.

    :return: list of ``(x, y)`` from (0, 0) to (1, 1); empty without a total
    """
    total = sum(values)
    if total <= 0:
        return []
    sums = accumulate(sorted(values))
    count = len(values)
    return [
        (0.0, 0.0),
        *((n / count, value / total) for n, value in enumerate(sums, 1)),
    ]


def gini(values):
    """Gini's coefficient: 0 when all have the same, near 1 when one has all.

    Twice the area between the Lorenz curve and the diagonal.

    :return: None without a total
    """
    points = lorenz(values)
    if not points:
        return None
    area = sum(
        (x2 - x1) * (y1 + y2) / 2
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False)
    )
    return max(0.0, 1 - 2 * area)


def mismatches(cases, limit=5):
    """Where hours and worth are furthest apart.

    :param cases: list of :class:`Supported`
    :param int limit: the most of each kind
    :return: ``(got too much, got too little)``, the worst first; fair are the hours
        that the case would have if hours were shared out in the order of worth
    """
    if not cases:
        return [], []
    count = len(cases)
    by_hours = ranks([case.hours for case in cases])
    by_worth = ranks([case.worth for case in cases])
    sorted_hours = sorted(case.hours for case in cases)
    found = [
        Mismatch(
            case.key,
            (hours_rank - worth_rank) / count,
            sorted_hours[min(count, round(worth_rank)) - 1],
        )
        for case, hours_rank, worth_rank in zip(cases, by_hours, by_worth, strict=True)
    ]
    gaps = {case.key: case.hours for case in cases}
    over = [m for m in found if m.gap > 0 and gaps[m.key] > m.fair_hours]
    under = [m for m in found if m.gap < 0 and gaps[m.key] < m.fair_hours]
    over.sort(key=lambda m: -m.gap)
    under.sort(key=lambda m: m.gap)
    return over[:limit], under[:limit]
