from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PresalesCenterMember(models.Model):
    """Somebody of a centre or project team, with a function, from a day to a day."""

    _name = "presales.center.member"
    _description = "Member of a Centre"
    _order = "center_id, function, date_start DESC, id"
    _rec_name = "employee_id"

    center_id = fields.Many2one(
        "presales.center", "Centre", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="center_id.company_id", store=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee.public",
        "Member",
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(related="employee_id.user_id", string="User")
    department_id = fields.Many2one(
        related="employee_id.department_id", help="Where the member comes from."
    )
    function = fields.Selection(
        [
            ("presales", "Presales"),
            ("test", "Test"),
            ("delivery", "Delivery"),
            ("after_sales", "After-sales"),
            ("development", "Development"),
        ],
        required=True,
        default="presales",
    )
    date_start = fields.Date("From", required=True, default=fields.Date.context_today)
    date_end = fields.Date("Until", help="Empty: until further notice.")
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )

    _dates_check = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "Nobody leaves a centre before joining it.",
    )

    @api.depends("date_start", "date_end")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for member in self:
            member.is_current = member._is_member_on(today)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_current_domain(fields.Date.context_today(self))

    @api.model
    def _get_current_domain(self, start, end=None):
        """Who is a member on a day, or on some day of a window."""
        return [
            ("date_start", "<=", end or start),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", start),
        ]

    def _is_member_on(self, day):
        self.ensure_one()
        started = bool(self.date_start) and self.date_start <= day
        return started and (not self.date_end or self.date_end >= day)

    @api.constrains("center_id", "employee_id", "function", "date_start", "date_end")
    def _check_overlap(self):
        siblings = self.search(
            [
                ("center_id", "in", self.center_id.ids),
                ("employee_id", "in", self.employee_id.ids),
            ]
        )
        by_key = siblings.grouped(lambda m: (m.center_id, m.employee_id, m.function))
        for (center, employee, _function), members in by_key.items():
            ordered = members.sorted("date_start")
            for earlier, later in zip(ordered, ordered[1:], strict=False):
                if not earlier.date_end or earlier.date_end >= later.date_start:
                    raise ValidationError(
                        self.env._(
                            "%(member)s is in “%(center)s” with this function already "
                            "on %(date)s. End the earlier membership first.",
                            member=employee.name,
                            center=center.name,
                            date=later.date_start,
                        )
                    )
