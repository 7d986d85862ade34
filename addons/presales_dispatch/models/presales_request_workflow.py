from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError

OPEN_STATES = ("draft", "queued", "assigned")


class PresalesRequest(models.Model):
    """From being asked for to being done, and how fast the answer came."""

    _inherit = "presales.request"

    date_submitted = fields.Datetime("Submitted", readonly=True, copy=False)
    date_response_due = fields.Datetime(
        "Response Due",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Within the working hours of the policy after the submission.",
    )
    date_responded = fields.Datetime(
        "Responded",
        readonly=True,
        copy=False,
        help="When the first expert accepted, or the request was done without one.",
    )
    response_hours = fields.Float(
        "Response Time (h)",
        compute="_compute_response",
        store=True,
        aggregator="avg",
        help="From the submission to the response, by the clock.",
    )
    response_target = fields.Float(
        "Target (h)",
        compute="_compute_response",
        store=True,
        aggregator="avg",
        help="From the submission to the time the response was due, by the clock.",
    )
    is_late = fields.Boolean(
        "Answered Late",
        compute="_compute_response",
        store=True,
        help="The response came after it was due.",
    )
    is_escalated = fields.Boolean(readonly=True, copy=False)
    response_state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("overdue", "Overdue"),
            ("ok", "In time"),
            ("late", "Late"),
        ],
        "Response",
        compute="_compute_response_state",
    )

    can_dispatch = fields.Boolean(compute="_compute_can_dispatch")

    @api.depends("date_submitted", "date_responded", "date_response_due")
    def _compute_response(self):
        for request in self:
            answered, due = request.date_responded, request.date_response_due
            request.is_late = bool(answered and due and answered > due)
            request.response_hours = request._hours_since_submission(answered)
            request.response_target = request._hours_since_submission(due)

    def _hours_since_submission(self, moment):
        self.ensure_one()
        if not (moment and self.date_submitted):
            return 0.0
        return (moment - self.date_submitted).total_seconds() / 3600

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_dispatch(self):
        can_dispatch = self.env.user.has_group("presales_dispatch.group_lead")
        for request in self:
            request.can_dispatch = can_dispatch and request.state in (
                "queued",
                "assigned",
            )

    @api.depends("is_late", "date_responded", "date_response_due")
    def _compute_response_state(self):
        now = fields.Datetime.now()
        for request in self:
            due = request.date_response_due
            if request.date_responded:
                request.response_state = "late" if request.is_late else "ok"
            elif not due or request.state == "cancelled":
                request.response_state = False
            else:
                request.response_state = "overdue" if due < now else "waiting"

    def _check_state(self, allowed, what):
        """Refuse what a request is not ready for, naming it."""
        names = dict(self._fields["state"]._description_selection(self.env))
        wrong = self.filtered(lambda request: request.state not in allowed)[:1]
        if wrong:
            raise UserError(
                self.env._(
                    "“%(request)s” is in state %(state)s and cannot be %(what)s.",
                    request=wrong.display_name,
                    state=names[wrong.state],
                    what=what,
                )
            )

    def action_submit(self):
        """Queue the requests, in charge of whom the policies say."""
        self.check_access("write")
        self._check_state(("draft",), self.env._("submitted"))
        # Whoever may ask may submit; what follows is the desk's.
        requests = self.sudo()
        requests.write({"state": "queued", "date_submitted": fields.Datetime.now()})
        requests._route()
        requests._set_response_due()

    def _set_response_due(self):
        """Working hours of the company from the submission on."""
        due = {}
        for request in self:
            calendar = request.company_id.resource_calendar_id
            hours = request.policy_id.response_hours
            key = (calendar, hours, request.date_submitted)
            if key not in due:
                start = request.date_submitted.replace(tzinfo=UTC)
                end = hours and calendar.plan_hours(hours, start, compute_leaves=True)
                due[key] = end and end.astimezone(UTC).replace(tzinfo=None)
            request.date_response_due = due[key]

    def action_done(self):
        """Close the requests as served."""
        self.check_access("write")
        self._check_state(("queued", "assigned"), self.env._("done"))
        # Who asked or worked closes; the bookings close with it.
        requests = self.sudo()
        now = fields.Datetime.now()
        requests.filtered(lambda request: not request.date_responded).write(
            {"date_responded": now}
        )
        requests.write({"state": "done"})
        requests.assignment_ids.filtered(
            lambda assignment: assignment.state == "accepted"
        ).write({"state": "done"})

    def action_cancel(self):
        """Cancel the requests and give their booked hours back."""
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("cancelled"))
        # Who asked may withdraw; the bookings are the desk's.
        requests = self.sudo()
        requests.write({"state": "cancelled"})
        requests.assignment_ids.filtered(
            lambda assignment: assignment.state in ("proposed", "accepted")
        )._release(self.env._("The request is cancelled."))

    def action_draft(self):
        """Open cancelled requests again."""
        self.check_access("write")
        self._check_state(("cancelled",), self.env._("opened again"))
        # Who asked may ask again.
        self.sudo().write(
            {
                "state": "draft",
                "date_submitted": False,
                "date_responded": False,
                "date_response_due": False,
            }
        )

    def _sync_with_assignments(self):
        """Assigned while somebody is booked firmly, else back in the queue."""
        for request in self.filtered(lambda r: r.state in ("queued", "assigned")):
            firm = request.assignment_ids.filtered(
                lambda booking: (
                    booking.booking == "firm" and booking.state != "declined"
                )
            )
            state = "assigned" if firm else "queued"
            if request.state != state:
                request.state = state
            if not request.date_responded and "accepted" in firm.mapped("state"):
                request.date_responded = fields.Datetime.now()

    def _escalate(self, why):
        """Ask the lead of the centre in charge to act, once per reason and request.

        :param str why: what happened, for the title of the activity
        """
        self.ensure_one()
        user = self.center_lead_id or self.lead_id.team_id.user_id
        if not user:
            self.message_post(body=self.env._("%s; nobody leads the support.", why))
            return
        self.activity_schedule(
            "presales_dispatch.mail_activity_type_escalation",
            user_id=user.id,
            summary=why,
        )

    @api.model
    def _escalate_unanswered(self, now):
        """Escalate requests whose response is overdue, each once.

        :param datetime now: what is overdue by then
        """
        overdue = self.search(
            [
                ("state", "in", ("queued", "assigned")),
                ("date_responded", "=", False),
                ("is_escalated", "=", False),
                ("date_response_due", "<", now),
            ]
        )
        for request in overdue:
            request._escalate(self.env._("The response is overdue"))
        overdue.is_escalated = True
