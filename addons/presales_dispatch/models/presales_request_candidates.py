from odoo import fields, models
from odoo.exceptions import AccessError, UserError

MAX_CANDIDATES = 12


class PresalesRequest(models.Model):
    """Who could take a request, ranked and explained, and one click to assign."""

    _inherit = "presales.request"

    candidates = fields.Json(
        compute="_compute_candidates", export_string_translation=False
    )

    def _compute_candidates(self):
        """A marker only: the widget asks for the ranking when its page is opened."""
        self.candidates = False

    def _get_open_hours(self):
        """Hours asked for that nobody is booked for."""
        self.ensure_one()
        booked = self.assignment_ids.filtered(
            lambda booking: booking.state in ("proposed", "accepted", "done")
        )
        return max(0.0, self.hours - sum(booked.mapped("hours")))

    def _check_dispatcher(self):
        if not self.env.user.has_group("presales_dispatch.group_lead"):
            raise AccessError(
                self.env._("Only a presales lead compares and assigns experts.")
            )

    def get_candidates(self, limit=MAX_CANDIDATES):
        """Experts ranked for the request, and why the others are not.

        :param int limit: number of candidates to return
        :return: ``{"candidates": [{id, name, job, points, free, use, active, new,
            win_rate, reasons}], "rejected": [{id, name, rule}], "cut": number,
            "open_hours": hours}``
        :raise AccessError: when the user does not dispatch
        """
        self.ensure_one()
        self._check_dispatcher()
        self.check_access("read")
        ranked, facts = self.env["presales.candidates"]._rank(self, limit)
        return {
            "candidates": [self._describe(entry, facts) for entry in ranked.ranked],
            "rejected": [
                {
                    "id": entry.candidate.id,
                    "name": facts[entry.candidate.id]["name"],
                    "rule": entry.rule,
                }
                for entry in ranked.rejected
            ],
            "cut": ranked.cut,
            "open_hours": self._get_open_hours(),
        }

    def _describe(self, entry, facts):
        expert = entry.candidate
        win_rate = ""
        if expert.closed:
            win_rate = self.env._(
                "%(won)s of %(closed)s", won=expert.won, closed=expert.closed
            )
        return {
            "id": expert.id,
            **facts[expert.id],
            "points": round(entry.points),
            "free": round(expert.free, 1),
            "projects": expert.projects,
            "connections": expert.connections,
            "win_rate": win_rate,
            "reasons": ", ".join(
                self.env._(
                    "%(goal)s %(points)s", goal=reason.goal, points=round(reason.points)
                )
                for reason in entry.reasons
                if round(reason.points)
            ),
        }

    def action_assign(
        self, employee_id, booking="soft", hours=None, date_start=None, date_end=None
    ):
        """Book an expert for what is still open of the request.

        :param int employee_id: the expert
        :param str booking: ``soft`` or ``firm``
        :param float hours: what is still open when empty
        :param date_start: of the booking; of the request when empty
        :param date_end: of the booking; of the request when empty
        :return: id of the assignment
        :raise UserError: when the request is not open
        :raise ValidationError: when a firm booking finds the hours taken
        """
        self.ensure_one()
        self._check_dispatcher()
        if self.state not in ("queued", "assigned"):
            raise UserError(
                self.env._(
                    "“%s” is not in the queue. Submit it first.", self.display_name
                )
            )
        start = fields.Date.to_date(date_start) or self.date_start
        end = fields.Date.to_date(date_end) or self.date_end
        assignment = self.env["presales.assignment"].create(
            {
                "request_id": self.id,
                "employee_id": employee_id,
                "booking": booking,
                "hours": hours or self._get_open_hours() or self.hours,
                "date_start": start,
                "date_end": end,
            }
        )
        return assignment.id
