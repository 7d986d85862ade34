"""Arithmetic of the cost transfer: prices, differences, pairs that sum to zero.

Amounts are :class:`decimal.Decimal` in the company's currency, rounded half up to its
smallest coin. Costs are negative on analytic accounts, as everywhere in Odoo: what an
opportunity bears is taken off the cost centre, which is credited.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Rate(NamedTuple):
    """What one hour of work, one hour of travel and one kilometre cost."""

    work: Decimal
    travel: Decimal
    kilometre: Decimal


class Entry(NamedTuple):
    """A logged effort that waits for a transfer.

    :param target: what it costs now, by the price of its day
    :param booked: what earlier transfers and reversals have moved, summed up
    """

    key: int
    version: int
    day: date
    target: Decimal
    booked: Decimal


class Posting(NamedTuple):
    """What one transfer moves for one version of a logged effort."""

    key: int
    version: int
    day: date
    amount: Decimal
    is_difference: bool


def rounded(amount, digits=2):
    """The amount in whole coins, half a coin away from zero.

    :param int digits: decimal places of the currency
    """
    coin = Decimal(1).scaleb(-digits)
    return Decimal(amount).quantize(coin, rounding=ROUND_HALF_UP)


def cost(hours, kilometres, rate, travel=False, digits=2):
    """What a logged effort costs.

    :param float hours: hours worked or travelled
    :param float kilometres: kilometres driven
    :param rate: :class:`Rate` of its day
    :param bool travel: the hours were spent on the way
    :return: rounded amount, 0 or more
    """
    hourly = rate.travel if travel else rate.work
    amount = exact(hours) * hourly + exact(kilometres) * rate.kilometre
    return rounded(amount, digits)


def exact(number):
    """A float as the decimal that it is written as: 0.1 is a tenth."""
    return Decimal(repr(float(number or 0)))


def postings(entries, closed_until=None):
    """What has to be moved so that every entry has moved exactly its cost.

    A closed day is not touched: what is late or corrected moves on the first open day.

    :param entries: iterable of :class:`Entry`
    :param closed_until: last closed day, if any
    :return: list of :class:`Posting`; entries without a difference have none
    """
    return [
        Posting(
            entry.key,
            entry.version,
            open_day(entry.day, closed_until),
            entry.target - entry.booked,
            bool(entry.booked),
        )
        for entry in entries
        if entry.target != entry.booked
    ]


def split(amount, shares, digits=2):
    """An amount in parts that add up to it exactly.

    :param amount: Decimal
    :param shares: ``{bearer: share}``, of which the first bears what rounding leaves
    :return: ``{bearer: Decimal}``
    """
    total = sum(shares.values())
    first, *others = shares
    parts = {other: rounded(amount * shares[other] / total, digits) for other in others}
    return {first: amount - sum(parts.values()), **parts}


def open_day(day, closed_until=None):
    """The day itself, or the first open one after the closed period."""
    if closed_until and day <= closed_until:
        return closed_until + timedelta(days=1)
    return day
