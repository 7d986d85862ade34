"""What changed between two forecasts, and how right a forecast was.

Plain values in and out; amounts are in one currency.
"""

from typing import NamedTuple

# In the order in which a waterfall shows them.
STEPS = ("new", "increased", "decreased", "won", "lost", "removed")


class Point(NamedTuple):
    """An opportunity on a day: its ``amount``; status is open, won or lost."""

    amount: float
    status: str


class Waterfall(NamedTuple):
    """Open amount at the ``start`` and ``end``; the signed ``steps`` by name."""

    start: float
    steps: dict
    end: float


class Accuracy(NamedTuple):
    """``forecast`` against ``actual``; both percentages are None without any amount.

    ``bias`` is positive for who promises too much; ``accuracy`` runs from 0 to 100.
    """

    forecast: float
    actual: float
    bias: float | None
    accuracy: float | None


def waterfall(before, after):
    """Explain how the open amount changed; start plus all steps is the end.

    :param before: ``{key: Point}`` of the earlier day
    :param after: ``{key: Point}`` of the later day
    :return: :class:`Waterfall`
    """
    steps = dict.fromkeys(STEPS, 0.0)
    for key in before.keys() | after.keys():
        name, amount = _step(before.get(key), after.get(key))
        if name:
            steps[name] += amount
    return Waterfall(_open_amount(before), steps, _open_amount(after))


def _open_amount(points):
    return sum(point.amount for point in points.values() if point.status == "open")


def _step(old, new):
    """What happened to one opportunity, as ``(step, amount)``; step None: nothing."""
    was_open = old is not None and old.status == "open"
    is_open = new is not None and new.status == "open"
    if not was_open:
        # What came back, or was not there, is new; what closed unseen adds nothing.
        return ("new", new.amount) if is_open else (None, 0.0)
    if new is None:
        return "removed", -old.amount
    if not is_open:
        return new.status, -old.amount
    change = new.amount - old.amount
    return ("increased" if change > 0 else "decreased"), change


def accuracy(forecast, actual):
    """How right a forecast was.

    Bias is (forecast − actual) / actual. Accuracy is 100 % minus the error, measured on
    the larger of both so that it neither falls below 0 nor favours low promises.

    :param forecast: amount that was forecast, ≥ 0
    :param actual: amount that came, ≥ 0
    :return: :class:`Accuracy`
    """
    larger = max(forecast, actual)
    if larger <= 0:
        return Accuracy(forecast, actual, None, None)
    bias = 100.0 * (forecast - actual) / actual if actual > 0 else None
    error = abs(forecast - actual) / larger
    return Accuracy(forecast, actual, bias, 100.0 * (1 - error))
