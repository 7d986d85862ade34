from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OPEN_BOOKINGS = ("proposed", "accepted")


class PresalesAssignment(models.Model):
    """Who works on a request, when and for how long: planned or booked.

    A soft booking notifies nobody and takes no hours from others. A firm one asks the
    expert and takes the hours: more than the working hours hold cannot be booked.
    """

    _name = "presales.assignment"
    _description = "Presales Assignment"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start, id"
    _rec_name = "employee_id"

    request_id = fields.Many2one(
        "presales.request", required=True, index=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(related="request_id.lead_id", store=True, index=True)
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    role_id = fields.Many2one(related="request_id.role_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee.public",
        "Expert",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, index=True, string="User"
    )
    booking = fields.Selection(
        [("soft", "Soft"), ("firm", "Firm")],
        required=True,
        default="soft",
        tracking=True,
        help="Soft: planned, nobody is told. Firm: booked, the expert is asked.",
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("done", "Done"),
            ("cancelled", "Released"),
        ],
        required=True,
        default="proposed",
        index=True,
        tracking=True,
    )
    hours = fields.Float(required=True, tracking=True)
    date_start = fields.Date("From", required=True, index=True, tracking=True)
    date_end = fields.Date("Until", required=True, index=True, tracking=True)
    date_answer_due = fields.Datetime(
        "Answer Due", readonly=True, copy=False, index="btree_not_null"
    )
    date_answered = fields.Datetime("Answered", readonly=True, copy=False)
    is_escalated = fields.Boolean(readonly=True, copy=False)
    reason = fields.Char(
        "Why Not", readonly=True, copy=False, help="Why it was declined or released."
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _hours_check = models.Constraint(
        "CHECK(hours > 0)", "An assignment needs more than 0 hours."
    )
    _dates_check = models.Constraint(
        "CHECK(date_end >= date_start)", "An assignment cannot end before it starts."
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for assignment in self:
            assignment.is_mine = assignment.user_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments._book()
        return assignments

    def write(self, vals):
        result = super().write(vals)
        if {"booking", "hours", "date_start", "date_end", "employee_id"} & vals.keys():
            self._book()
        elif "state" in vals:
            self.request_id._sync_with_assignments()
        return result

    def unlink(self):
        requests = self.request_id
        result = super().unlink()
        requests.exists()._sync_with_assignments()
        return result

    def _book(self):
        """Take the hours of firm bookings and ask their experts."""
        firm = self.filtered(
            lambda booking: booking.booking == "firm" and booking.state in OPEN_BOOKINGS
        )
        firm._claim_hours()
        firm.filtered(lambda booking: booking.state == "proposed")._ask_expert()
        self.request_id._sync_with_assignments()

    def _claim_hours(self):
        """Refuse what the calendars of the experts do not hold.

        Two who book the last hours at once both update the expert's row: the later one
        is served anew by Odoo, then finds the hours taken.
        """
        if not self:
            return
        availability = self.env["presales.availability"]
        window = min(self.mapped("date_start")), max(self.mapped("date_end"))
        capacity = availability._get_capacity(self.employee_id, *window)
        bookings = availability._get_bookings(self.employee_id, *window, firm=True)
        for booking in self:
            others = [
                entry
                for entry in bookings[booking.employee_id]
                if entry.id != booking.id
            ]
            booking._check_free_hours(capacity[booking.employee_id], others)
        availability._mark_booked(self.employee_id)

    def _check_free_hours(self, capacity, others):
        self.ensure_one()
        free = self.env["presales.availability"]._get_free_hours(
            capacity, others, (self.date_start, self.date_end)
        )
        if self.hours > free + 0.005:
            raise ValidationError(
                self.env._(
                    "%(expert)s has %(free)s h left from %(start)s to %(end)s; "
                    "“%(request)s” needs %(hours)s h. Book softly, book less, or "
                    "choose somebody else.",
                    expert=self.employee_id.name,
                    free=round(max(free, 0), 1),
                    start=self.date_start,
                    end=self.date_end,
                    request=self.request_id.display_name,
                    hours=round(self.hours, 1),
                )
            )

    def _ask_expert(self):
        """Ask for an answer, by an activity of the expert."""
        now = fields.Datetime.now()
        for booking in self:
            hours = booking.request_id.center_id.answer_hours or 8.0
            booking.date_answer_due = now + timedelta(hours=hours)
        asked = self.filtered("user_id").filtered(
            lambda booking: not booking.activity_ids
        )
        for booking in asked:
            booking.activity_schedule(
                "presales_dispatch.mail_activity_type_answer",
                user_id=booking.user_id.id,
                date_deadline=fields.Date.context_today(
                    booking, booking.date_answer_due
                ),
                summary=booking.request_id.display_name,
            )

    def _check_answer(self):
        """Only the expert or the desk answers, and only what is asked."""
        is_lead = self.env.user.has_group("presales_dispatch.group_lead")
        for booking in self:
            if not (is_lead or booking.user_id == self.env.user):
                raise UserError(
                    self.env._(
                        "Only %(expert)s or a presales lead answers for “%(request)s”.",
                        expert=booking.employee_id.name,
                        request=booking.request_id.display_name,
                    )
                )
            if booking.booking != "firm" or booking.state not in OPEN_BOOKINGS:
                raise UserError(
                    self.env._(
                        "The booking of %(expert)s for “%(request)s” is not waiting "
                        "for an answer.",
                        expert=booking.employee_id.name,
                        request=booking.request_id.display_name,
                    )
                )

    def action_accept(self):
        """Accept firm bookings, as their expert or as the desk."""
        self._check_answer()
        # Experts read their assignments; the answer is what they may write.
        bookings = self.sudo()
        bookings.write({"state": "accepted", "date_answered": fields.Datetime.now()})
        bookings.activity_feedback(["presales_dispatch.mail_activity_type_answer"])

    def action_decline(self):
        """Ask why, see the wizard."""
        self.ensure_one()
        self._check_answer()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_assignment_decline_action"
        )
        action["context"] = {"default_assignment_id": self.id}
        return action

    def _decline(self, reason):
        """Give the hours back; the request waits for somebody else.

        :param str reason: what the centre's lead and the requester see
        """
        self._check_answer()
        # Experts read their assignments; the answer is what they may write.
        bookings = self.sudo()
        bookings.write(
            {
                "state": "declined",
                "reason": reason,
                "date_answered": fields.Datetime.now(),
            }
        )
        bookings.activity_unlink(["presales_dispatch.mail_activity_type_answer"])
        for booking in bookings:
            booking.request_id.message_post(
                body=self.env._(
                    "%(expert)s declined: “%(reason)s”.",
                    expert=booking.employee_id.name,
                    reason=reason,
                )
            )

    def action_make_firm(self):
        """Turn soft bookings into firm ones: the experts are asked."""
        self.filtered(lambda booking: booking.state == "proposed").booking = "firm"

    def action_make_soft(self):
        """Turn firm bookings into plans again; the hours are free."""
        self.write({"booking": "soft", "state": "proposed", "date_answer_due": False})
        self.activity_unlink(["presales_dispatch.mail_activity_type_answer"])

    def action_release(self):
        """Give the hours back."""
        self._release(self.env._("Released by the presales desk."))

    def _release(self, reason):
        self.write({"state": "cancelled", "reason": reason})
        self.activity_unlink(["presales_dispatch.mail_activity_type_answer"])

    @api.model
    def _cron_escalate(self):
        """Tell the leads of the centres whose experts or requests wait too long."""
        now = fields.Datetime.now()
        late = self.search(
            [
                ("booking", "=", "firm"),
                ("state", "=", "proposed"),
                ("is_escalated", "=", False),
                ("date_answer_due", "<", now),
            ]
        )
        for booking in late:
            request = booking.request_id
            request._escalate(
                self.env._("%s has not answered in time", booking.employee_id.name)
            )
        late.is_escalated = True
        self.env["presales.request"]._escalate_unanswered(now)
