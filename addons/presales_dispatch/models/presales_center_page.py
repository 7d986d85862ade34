from datetime import timedelta

from odoo import fields, models

from ..tools import load

CAPACITY_WEEKS = 4


class PresalesCenter(models.Model):
    """One page of a centre: skills, capacity, pipeline; and project teams."""

    _inherit = "presales.center"

    skill_ids = fields.One2many(
        "presales.center.skill", "center_id", "Skill Coverage", readonly=True
    )
    open_request_ids = fields.One2many(
        "presales.request",
        "center_id",
        "Pipeline",
        domain=[("state", "in", ("queued", "assigned"))],
        readonly=True,
    )
    member_count = fields.Integer("People", compute="_compute_capacity")
    capacity_hours = fields.Float(
        "Working Hours",
        compute="_compute_capacity",
        help="Of today's members in this week and three more, leaves taken off.",
    )
    booked_hours = fields.Float(
        compute="_compute_capacity", help="Soft and firm, in the same four weeks."
    )
    use = fields.Float("Use (%)", compute="_compute_capacity")
    request_count = fields.Integer("Open Requests", compute="_compute_pipeline")
    request_hours = fields.Float("Hours Asked", compute="_compute_pipeline")
    pipeline_revenue = fields.Monetary(
        compute="_compute_pipeline",
        help="Expected revenue of the opportunities with open requests here, each "
        "counted once.",
    )

    def _compute_capacity(self):
        monday = load.week_of(fields.Date.context_today(self))
        window = monday, monday + timedelta(days=7 * CAPACITY_WEEKS - 1)
        members = self.env["presales.center.member"].search(
            [
                ("center_id", "in", self.ids),
                ("employee_id.active", "=", True),
                ("is_current", "=", True),
            ]
        )
        availability = self.env["presales.availability"]
        capacity = availability._get_capacity(members.employee_id, *window)
        bookings = availability._get_bookings(members.employee_id, *window)
        by_center = members.grouped("center_id")
        for center in self:
            people = by_center.get(center._origin, members.browse()).employee_id
            has = sum(sum(capacity[employee].values()) for employee in people)
            left = sum(
                availability._get_free_hours(
                    capacity[employee], bookings[employee], window
                )
                for employee in people
            )
            center.member_count = len(people)
            center.capacity_hours = has
            center.booked_hours = has - left
            center.use = 100 * (has - left) / has if has else 0.0

    def _compute_pipeline(self):
        requests = self.env["presales.request"].search_fetch(
            [
                ("center_id", "in", self.ids),
                ("state", "in", ("queued", "assigned")),
            ],
            ["center_id", "lead_id", "hours", "expected_revenue"],
        )
        by_center = requests.grouped("center_id")
        for center in self:
            mine = by_center.get(center._origin, requests.browse())
            revenue = {request.lead_id.id: request.expected_revenue for request in mine}
            center.request_count = len(mine)
            center.request_hours = sum(mine.mapped("hours"))
            center.pipeline_revenue = sum(revenue.values())

    def action_open_requests(self):
        """Open the requests that the centre is in charge of."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_request_action"
        )
        action["domain"] = [("center_id", "=", self.id)]
        return action
