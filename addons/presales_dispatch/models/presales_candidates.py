from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.relationship_network.tools import ranking

from ..tools import candidates, load

NEW_DAYS = 30


class PresalesCandidates(models.AbstractModel):
    """What is known about experts for one request; the same queries for 1 or 100."""

    _name = "presales.candidates"
    _description = "Candidates for a Request"

    @api.model
    def _rank(self, request, limit=None):
        """Rank the experts of all centres for a request.

        :param request: one ``presales.request``
        :param int limit: number of candidates to keep
        :return: ``(ranking of Expert, {employee id: facts beside it})``
        """
        # Skills, calendars and bookings of all experts are compared; what leaves here
        # are levels, hours and counts.
        request = request.sudo()
        experts, facts = self._get_experts(request)
        weights, goal_names = self.env["presales.candidate.goal"]._get_weights()
        need = candidates.Need(
            request._get_open_hours() or request.hours,
            request.place == "onsite",
            request.policy_id.is_members_only and bool(request.center_id),
        )
        ranked = ranking.rank(
            experts,
            candidates.rules(need, self._get_rule_names(request)),
            candidates.goals(need, weights, goal_names),
            limit,
        )
        return ranked, facts

    @api.model
    def _get_rule_names(self, request):
        skills = ", ".join(request.skill_line_ids.skill_id.mapped("name"))
        return {
            "company": self.env._("Works for another company"),
            "booked": self.env._("Is booked for this request already"),
            "center": self.env._("Is not a member of %s", request.center_id.name or ""),
            "skill": self.env._("Lacks the skill or its level: %s", skills),
            "present": self.env._("Is away or does not work in these days"),
            "free": self.env._("Has no free hours in these days"),
        }

    @api.model
    def _get_experts(self, request):
        members = (
            self.env["presales.center.member"]
            .sudo()
            .search(
                [
                    ("company_id", "in", self.env.companies.ids),
                    *self.env["presales.center.member"]._get_current_domain(
                        request.date_start, request.date_end
                    ),
                    ("employee_id.active", "=", True),
                ]
            )
        )
        employees = members.employee_id
        in_charge = members.filtered(lambda m: m.center_id == request.center_id)
        hours = self._get_hours(employees, request)
        skills = self._get_skills(employees, request)
        past = self._get_past(employees, request)
        known = self._get_connections(employees, request)
        places = self._get_places(employees, request)
        booked = request.assignment_ids.filtered(
            lambda a: a.state in ("proposed", "accepted")
        ).employee_id
        experts, facts = [], {}
        for employee in employees:
            history = past[employee.id]
            expert = candidates.Expert(
                id=employee.id,
                is_same_company=employee.company_id == request.company_id,
                is_booked=employee in booked,
                is_member=employee in in_charge.employee_id,
                skills=skills[employee.id],
                capacity=hours[employee.id]["capacity"],
                free=hours[employee.id]["free"],
                projects=history["with_customer"],
                connections=known.get(employee.user_id.partner_id.id, 0),
                won=history["won"],
                closed=history["closed"],
                **places[employee.id],
            )
            experts.append(expert)
            facts[employee.id] = {
                "name": employee.name,
                "job": employee.sudo().job_title or "",
                "use": hours[employee.id]["use"],
                "active": history["active"],
                "new": history["new"],
            }
        return experts, facts

    @api.model
    def _get_hours(self, employees, request):
        """Capacity and free hours of the window, and use of its first week."""
        window = request.date_start, request.date_end
        monday = load.week_of(window[0])
        week = monday, monday + timedelta(days=6)
        span = monday, max(window[1], week[1])
        availability = self.env["presales.availability"]
        capacity = availability._get_capacity(employees, *span)
        bookings = availability._get_bookings(employees, *span)
        hours = {}
        for employee in employees:
            firm = [line for line in bookings[employee] if line.booking == "firm"]
            per_day = capacity[employee]
            has = self._sum_window(per_day, week)
            left = availability._get_free_hours(per_day, bookings[employee], week)
            hours[employee.id] = {
                "capacity": self._sum_window(per_day, window),
                "free": availability._get_free_hours(per_day, firm, window),
                "use": round(100 * (has - left) / has) if has else None,
            }
        return hours

    @api.model
    def _sum_window(self, per_day, window):
        return sum(h for day, h in per_day.items() if window[0] <= day <= window[1])

    @api.model
    def _get_skills(self, employees, request):
        """``{employee id: ((level, least level), …)}`` of the skills asked for."""
        lines = request.skill_line_ids
        found = (
            self.env["hr.employee.skill"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", employees.ids),
                    ("skill_id", "in", lines.skill_id.ids),
                    "|",
                    ("valid_to", "=", False),
                    ("valid_to", ">=", request.date_start),
                ],
                ["employee_id", "skill_id", "level_progress"],
            )
        )
        levels = defaultdict(int)
        for line in found:
            key = (line.employee_id.id, line.skill_id.id)
            levels[key] = max(levels[key], line.level_progress)
        # Whoever has a skill at any level has at least 1 of 100.
        return {
            employee.id: tuple(
                (levels[employee.id, line.skill_id.id], max(1, line.level_min))
                for line in lines
            )
            for employee in employees
        }

    @api.model
    def _get_past(self, employees, request):
        """Opportunities supported: with this customer, with this seller, open, new."""
        empty = {"with_customer": 0, "won": 0, "closed": 0, "active": 0, "new": 0}
        result = {employee.id: dict(empty) for employee in employees}
        if not employees:
            return result
        self.env["presales.assignment"].flush_model()
        self.env["presales.request"].flush_model()
        self.env["crm.lead"].flush_model(["user_id", "won_status", "active"])
        seller = request.lead_id.user_id.id or 0
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.employee_id,
                       COUNT(DISTINCT l.id) FILTER (
                           WHERE r.account_id = %(account)s AND l.id != %(lead)s),
                       COUNT(DISTINCT l.id) FILTER (
                           WHERE l.user_id = %(seller)s AND l.won_status = 'won'),
                       COUNT(DISTINCT l.id) FILTER (
                           WHERE l.user_id = %(seller)s
                             AND l.won_status IN ('won', 'lost')),
                       COUNT(DISTINCT l.id) FILTER (
                           WHERE l.active AND l.won_status = 'pending'),
                       COUNT(DISTINCT l.id) FILTER (
                           WHERE l.active AND l.won_status = 'pending'
                             AND a.create_date >= %(since)s)
                  FROM presales_assignment a
                  JOIN presales_request r ON r.id = a.request_id
                  JOIN crm_lead l ON l.id = r.lead_id
                 WHERE a.employee_id IN %(employees)s
                   AND a.booking = 'firm' AND a.state NOT IN ('declined', 'cancelled')
              GROUP BY a.employee_id
                """,
                account=request.account_id.id or 0,
                lead=request.lead_id.id,
                seller=seller,
                since=fields.Datetime.now() - timedelta(days=NEW_DAYS),
                employees=tuple(employees.ids),
            )
        )
        for employee_id, *counts in rows:
            result[employee_id] = dict(zip(empty, counts, strict=True))
        return result

    @api.model
    def _get_connections(self, employees, request):
        """``{partner id of our colleague: people of the customer known}``."""
        if not request.account_id:
            return {}
        links = self.env["relationship.link"].sudo()
        rows = links._read_group(
            [
                ("is_connection", "=", True),
                ("own_partner_id", "in", employees.user_id.partner_id.ids),
                ("contact_account_id", "=", request.account_id.id),
            ],
            ["own_partner_id"],
            ["contact_id:count_distinct"],
        )
        return {partner.id: count for partner, count in rows}

    @api.model
    def _get_places(self, employees, request):
        """Distance on site, hours between the time zones else; None when unknown."""
        site = request.site_id or request.lead_id.partner_id
        there = site.partner_latitude, site.partner_longitude
        noon = datetime.combine(request.date_start, time(12))
        site_offset = self._get_offset(self._get_zone(site), noon)
        places = {}
        for employee in employees.sudo():
            address = employee.work_location_id.address_id or employee.address_id
            offset = self._get_offset(employee.tz, noon)
            known = site_offset is not None and offset is not None
            places[employee.id] = {
                "distance": self._get_distance(address, site, there),
                "zones": abs(offset - site_offset) if known else None,
            }
        return places

    @api.model
    def _get_distance(self, address, site, there):
        here = address.partner_latitude, address.partner_longitude
        if any(here) and any(there):
            return candidates.distance_km(here, there)
        if address.country_id and address.country_id == site.country_id:
            return candidates.FAR_KM / 4
        return None

    @api.model
    def _get_zone(self, partner):
        country = partner.country_id or partner.commercial_partner_id.country_id
        zones = pytz.country_timezones.get(country.code or "", [])
        return zones[0] if zones else partner.tz

    @api.model
    def _get_offset(self, zone, moment):
        if not zone:
            return None
        return pytz.timezone(zone).utcoffset(moment).total_seconds() / 3600
