"""When a product fails more often than it should, and which causes weigh most.

Plain values in and out.
"""

from math import sqrt
from typing import NamedTuple

# Shewhart's three standard errors.
SIGMAS = 3.0


class Period(NamedTuple):
    """Failures among the units in use, say of a month."""

    failures: int
    units: float


class Point(NamedTuple):
    """A period's rate per unit, its band, and whether it is outside: -1, 0 or 1."""

    rate: float
    lower: float
    upper: float
    side: int


class Share(NamedTuple):
    """A cause, its count, and the share (0 to 1) of it and all more frequent ones."""

    cause: object
    count: int
    cumulated: float


def u_chart(baseline, periods, sigmas=SIGMAS):
    """Hold periods against the band of a baseline.

    Limits of a u-chart, for Poisson counts: u ± sigmas · √(u / units), not below 0
    (D. C. Montgomery, Introduction to Statistical Quality Control, chapter 7).

    :param baseline: :class:`Period` records that say what is normal
    :param periods: :class:`Period` records to judge
    :param sigmas: width of the band in standard errors
    :return: one :class:`Point` per period; None for one without units
    :raise ValueError: when the baseline has no units, or a number is negative
    """
    baseline, periods = list(baseline), list(periods)
    if any(min(period) < 0 for period in (*baseline, *periods)):
        raise ValueError("Failures and units cannot be negative.")
    units = sum(period.units for period in baseline)
    if not units:
        raise ValueError("A baseline needs units in use.")
    mean = sum(period.failures for period in baseline) / units
    return [
        _point(mean, period, sigmas) if period.units else None for period in periods
    ]


def _point(mean, period, sigmas):
    rate = period.failures / period.units
    width = sigmas * sqrt(mean / period.units)
    lower, upper = max(0.0, mean - width), mean + width
    return Point(rate, lower, upper, (rate > upper) - (rate < lower))


def pareto(counts):
    """Causes by frequency, with the share cumulated so far.

    :param counts: mapping of cause to count; causes that never occurred are left out
    :return: list of :class:`Share`, equal counts in the order given
    """
    total = sum(counts.values())
    shares, seen = [], 0
    for cause, count in sorted(counts.items(), key=lambda item: -item[1]):
        if count:
            seen += count
            shares.append(Share(cause, count, seen / total))
    return shares
