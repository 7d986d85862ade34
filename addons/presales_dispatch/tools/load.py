"""How booked hours lie over days and weeks, and what is left of a calendar.

Plain dates and hours in and out; hours of an assignment are spread evenly over the
weekdays of its window (over all its days when it has no weekday).
"""

from collections import defaultdict
from datetime import timedelta


def days_between(start, end):
    """All days of a window, both ends included."""
    return [start + timedelta(days=day) for day in range((end - start).days + 1)]


def week_of(day):
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def spread(hours, start, end):
    """Hours per day of a booking.

    :return: ``{day: hours}`` whose sum is ``hours``
    """
    days = days_between(start, end)
    working = [day for day in days if day.weekday() < 5] or days
    return {day: hours / len(working) for day in working}


def hours_within(hours, booked, window):
    """The part of a booking that lies in a window.

    :param booked: ``(start, end)`` of the booking
    :param window: ``(start, end)``
    """
    return sum(
        share
        for day, share in spread(hours, *booked).items()
        if window[0] <= day <= window[1]
    )


def weekly(per_day):
    """Sum ``{day: hours}`` to ``{monday: hours}``."""
    weeks = defaultdict(float)
    for day, hours in per_day.items():
        weeks[week_of(day)] += hours
    return dict(weeks)


def free_hours(capacity, bookings, window):
    """What is left of a window.

    :param dict capacity: ``{day: working hours}``
    :param bookings: iterable of ``(hours, start, end)``
    :param window: ``(start, end)``
    :return: hours, negative when more is booked than the calendar holds
    """
    start, end = window
    has = sum(hours for day, hours in capacity.items() if start <= day <= end)
    taken = sum(
        hours_within(hours, (first, last), window) for hours, first, last in bookings
    )
    return has - taken
