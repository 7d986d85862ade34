from odoo import fields, models


class PresalesAssignment(models.Model):
    """Who works on a request, when and for how long: planned or booked."""

    _name = "presales.assignment"
    _description = "Presales Assignment"
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
        "hr.employee.public", "Expert", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, index=True, string="User"
    )
    booking = fields.Selection(
        [("soft", "Soft"), ("firm", "Firm")],
        required=True,
        default="soft",
        help="Soft: planned, nobody is told. Firm: booked, the expert is asked.",
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("done", "Done"),
        ],
        required=True,
        default="proposed",
        index=True,
    )
    hours = fields.Float(required=True)
    date_start = fields.Date(required=True, index=True)
    date_end = fields.Date(required=True, index=True)

    _hours_check = models.Constraint(
        "CHECK(hours > 0)", "An assignment needs more than 0 hours."
    )
    _dates_check = models.Constraint(
        "CHECK(date_end >= date_start)", "An assignment cannot end before it starts."
    )
