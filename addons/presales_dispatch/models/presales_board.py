from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ..tools import load

MAX_WEEKS = 12
MAX_QUEUE = 400


class PresalesRequest(models.Model):
    """The board: the queue beside people × weeks, in one call."""

    _inherit = "presales.request"

    @api.model
    def get_board(self, date=None, weeks=6, center_id=False):
        """What the board draws; the number of queries does not grow with people.

        :param date: a day of the first week, this week when empty
        :param int weeks: number of weeks, at most 12
        :param int center_id: only the members and requests of a centre
        :return: ``{"weeks": [{start, end}], "people": [{id, name, center, cells}],
            "queue": [request], "centers": [[id, name]], "cut": number}``; each cell
            holds hours and bookings: ``{capacity, firm, soft, items}``
        :raise AccessError: when the user does not dispatch
        """
        self._check_dispatcher()
        first = load.week_of(
            fields.Date.to_date(date) or fields.Date.context_today(self)
        )
        mondays = [
            first + timedelta(weeks=index)
            for index in range(max(1, min(int(weeks), MAX_WEEKS)))
        ]
        queue, cut = self._get_board_queue(center_id)
        return {
            "weeks": [
                {
                    "start": fields.Date.to_string(monday),
                    "end": fields.Date.to_string(monday + timedelta(days=4)),
                }
                for monday in mondays
            ],
            "people": self._get_board_people(mondays, center_id),
            "queue": queue,
            "cut": cut,
            "centers": [
                [center.id, center.name]
                for center in self.env["presales.center"].search([])
            ],
        }

    @api.model
    def _get_board_queue(self, center_id):
        """Requests with open hours, in the order of the queue, and how many are cut."""
        domain = [("state", "in", ("queued", "assigned"))]
        if center_id:
            domain.append(("center_id", "=", center_id))
        requests = self.search(domain)
        rows = [
            {
                "id": request.id,
                "name": request.display_name,
                # The desk dispatches for opportunities that it may not open.
                "lead": request.lead_id.sudo().display_name,
                "tier": request.tier_code or "",
                "worth": round(request.worth),
                "why": request.worth_reason,
                "is_jumping": request.is_jumping,
                "jump_reason": request.jump_reason or "",
                "center": request.center_id.name or "",
                "hours": request._get_open_hours(),
                "date_start": fields.Date.to_string(request.date_start),
                "date_end": fields.Date.to_string(request.date_end),
                "response": request.response_state or "",
            }
            for request in requests
            if request._get_open_hours() >= 0.01
        ]
        return rows[:MAX_QUEUE], max(0, len(rows) - MAX_QUEUE)

    @api.model
    def _get_board_people(self, mondays, center_id):
        span = mondays[0], mondays[-1] + timedelta(days=6)
        domain = self.env["presales.center.member"]._get_current_domain(*span)
        if center_id:
            domain.append(("center_id", "=", center_id))
        members = self.env["presales.center.member"].search(
            [("employee_id.active", "=", True), *domain]
        )
        employees = members.employee_id.sorted("name")
        centers = defaultdict(list)
        for member in members:
            if member.center_id.name not in centers[member.employee_id]:
                centers[member.employee_id].append(member.center_id.name)
        availability = self.env["presales.availability"]
        capacity = availability._get_capacity(employees, *span)
        bookings = availability._get_bookings(employees, *span)
        names = self._get_booked_names(bookings)
        return [
            {
                "id": employee.id,
                "name": employee.name,
                "center": ", ".join(centers[employee]),
                "cells": self._get_board_cells(
                    mondays, capacity[employee], bookings[employee], names
                ),
            }
            for employee in employees
        ]

    @api.model
    def _get_booked_names(self, bookings):
        """Names of the booked requests that the user may see."""
        booked = {line.request_id for lines in bookings.values() for line in lines}
        visible = self.search_fetch([("id", "in", list(booked))], ["display_name"])
        return {request.id: request.display_name for request in visible}

    @api.model
    def _get_board_cells(self, mondays, capacity, bookings, names):
        """One cell per week: hours that the calendar has, and what is booked."""
        hours = load.weekly(capacity)
        cells = [
            {
                "capacity": round(hours.get(monday, 0), 1),
                "firm": 0,
                "soft": 0,
                "items": [],
            }
            for monday in mondays
        ]
        by_week = dict(zip(mondays, cells, strict=True))
        for line in bookings:
            shares = load.weekly(load.spread(line.hours, line.start, line.end))
            for monday, share in shares.items():
                if monday not in by_week:
                    continue
                cell = by_week[monday]
                cell[line.booking] = round(cell[line.booking] + share, 1)
                cell["items"].append(
                    {
                        "id": line.id,
                        "name": names.get(line.request_id, self.env._("Not in sight")),
                        "hours": round(share, 1),
                        "booking": line.booking,
                        "state": line.state,
                    }
                )
        return cells
