"""Price a closed order by tariff lines, explained line by line.

Plain values in and out; money and quantities are :class:`~decimal.Decimal`.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")


class Line(NamedTuple):
    """A tariff line: ``price`` per unit of ``charge`` where all ``conditions`` hold.

    A condition is a fact's name and its value, such as ``("service_type", 3)``,
    ``("region", 7)``, ``("is_sla_kept", True)``, ``("is_night", True)``. A line of a
    negative price is a deduction.
    """

    id: int
    charge: str
    price: Decimal
    conditions: frozenset = frozenset()


class Priced(NamedTuple):
    """A charge of an order: its line, quantity × price, and the lines it beat.

    ``rivals`` are as specific as the line taken: a conflict to be settled in the
    tariff. The lowest id was taken.
    """

    line: Line
    quantity: Decimal
    amount: Decimal
    less_specific: tuple[Line, ...]
    rivals: tuple[Line, ...]


class Price(NamedTuple):
    """What an order costs: its charges, their sum, and charges without a tariff."""

    charges: tuple[Priced, ...]
    total: Decimal
    missing: tuple[str, ...]


def price(lines, facts, quantities, step=CENT):
    """Price an order; for each charge the line with the most conditions is taken.

    :param lines: :class:`Line` records
    :param facts: mapping of fact to value, as the conditions name them
    :param quantities: Decimal by charge, such as ``{"visit": 1, "km": 42}``; what is 0
        is not charged
    :param step: what each amount is rounded to, halves away from zero
    :return: a :class:`Price`, its charges in the order of ``quantities``
    :raise ValueError: when a quantity is negative
    """
    if any(quantity < 0 for quantity in quantities.values()):
        raise ValueError("Quantities cannot be negative.")
    known = set(facts.items())
    fitting = defaultdict(list)
    for line in lines:
        if line.conditions <= known:
            fitting[line.charge].append(line)
    wanted = {charge: number for charge, number in quantities.items() if number}
    charges = tuple(
        _charge(fitting[charge], Decimal(number), step)
        for charge, number in wanted.items()
        if fitting[charge]
    )
    total = sum((entry.amount for entry in charges), Decimal(0))
    missing = tuple(charge for charge in wanted if not fitting[charge])
    return Price(charges, total, missing)


def _charge(lines, quantity, step):
    taken, *others = sorted(lines, key=lambda line: (-len(line.conditions), line.id))
    depth = len(taken.conditions)
    amount = (quantity * taken.price / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return Priced(
        taken,
        quantity,
        amount,
        tuple(line for line in others if len(line.conditions) < depth),
        tuple(line for line in others if len(line.conditions) == depth),
    )
