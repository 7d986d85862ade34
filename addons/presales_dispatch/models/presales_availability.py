from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import NamedTuple

from pytz import utc

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import load


class Booking(NamedTuple):
    """The hours an assignment takes."""

    id: int
    hours: float
    start: object
    end: object
    booking: str
    state: str
    request_id: int


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    presales_bookings = fields.Integer(
        "Presales Bookings Made",
        readonly=True,
        copy=False,
        groups="hr.group_hr_user",
        help="Counts up with every firm booking, so that two at once cannot both take "
        "the last hours.",
    )


class PresalesAvailability(models.AbstractModel):
    """Working hours of experts, and what is booked of them."""

    _name = "presales.availability"
    _description = "Availability of Experts"

    @api.model
    def _get_capacity(self, employees, start, end):
        """Working hours of each day, leaves taken off; a query or two per calendar.

        :param employees: ``hr.employee.public``
        :param date start: first day
        :param date end: last day
        :return: ``{employee: {day: hours}}``
        """
        # Calendars and leaves of colleagues: only the sums leave this method.
        resources = self.env["hr.employee"].sudo().browse(employees.ids).resource_id
        first = utc.localize(datetime.combine(start - timedelta(days=1), time.min))
        last = utc.localize(datetime.combine(end + timedelta(days=2), time.min))
        per_resource = {}
        for calendar, members in resources.grouped("calendar_id").items():
            working = calendar or self.env.company.sudo().resource_calendar_id
            intervals = working._work_intervals_batch(first, last, resources=members)
            for member in members:
                per_resource[member.id] = self._sum_days(
                    intervals[member.id], start, end
                )
        return {
            employee: per_resource.get(employee.sudo().resource_id.id, {})
            for employee in employees
        }

    @api.model
    def _sum_days(self, intervals, start, end):
        days = defaultdict(float)
        for begin, stop, _attendance in intervals:
            if start <= begin.date() <= end:
                days[begin.date()] += (stop - begin).total_seconds() / 3600
        return dict(days)

    @api.model
    def _get_bookings(self, employees, start, end, firm=False):
        """What is booked of experts in a window, whoever may see the requests.

        :return: ``{employee: [Booking]}``
        """
        domain = [
            ("employee_id", "in", employees.ids),
            ("state", "in", ("proposed", "accepted", "done")),
            ("date_start", "<=", end),
            ("date_end", ">=", start),
        ]
        if firm:
            domain.append(("booking", "=", "firm"))
        # An hour taken is taken, also by an opportunity out of sight.
        found = (
            self.env["presales.assignment"]
            .sudo()
            .search_fetch(
                domain,
                [
                    "employee_id",
                    "hours",
                    "date_start",
                    "date_end",
                    "booking",
                    "state",
                    "request_id",
                ],
            )
        )
        result = {employee: [] for employee in employees}
        for line in found:
            employee = self.env["hr.employee.public"].browse(line.employee_id.id)
            result[employee].append(
                Booking(
                    line.id,
                    line.hours,
                    line.date_start,
                    line.date_end,
                    line.booking,
                    line.state,
                    line.request_id.id,
                )
            )
        return result

    @api.model
    def _get_free_hours(self, capacity, bookings, window):
        """Hours left of a window: working hours less the bookings.

        :param dict capacity: ``{day: hours}``
        :param bookings: iterable of :class:`Booking`
        :param window: ``(start, end)``
        """
        return load.free_hours(
            capacity,
            [(entry.hours, entry.start, entry.end) for entry in bookings],
            window,
        )

    @api.model
    def _mark_booked(self, employees):
        """Let whoever books the same experts at the same time be served after this."""
        self.env.cr.execute(
            SQL(
                "UPDATE hr_employee SET presales_bookings = "
                "COALESCE(presales_bookings, 0) + 1 WHERE id IN %s",
                tuple(employees.ids),
            )
        )
