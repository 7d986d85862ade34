from odoo import api, fields, models

COVERAGE_LINES = [
    ("region", "Region"),
    ("industry", "Industry"),
    ("solution", "Solution"),
    ("support", "Support"),
]
# The account manager, solution manager and lead expert of an account.
IRON_TRIANGLE = ("account_manager", "solution_manager", "lead_expert")


class KeyAccountRole(models.Model):
    """A part that somebody plays for a key account."""

    _name = "key.account.role"
    _description = "Account Team Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("account_manager", "Account Manager"),
            ("solution_manager", "Solution Manager"),
            ("lead_expert", "Lead Expert"),
            ("sponsor", "Sponsor"),
            ("delivery", "Delivery"),
            ("service", "Service"),
            ("other", "Other"),
        ],
        "Meaning",
        required=True,
        default="other",
        help="What rules and reports rely on, whatever the role is called.",
    )
    coverage_line = fields.Selection(
        COVERAGE_LINES,
        required=True,
        default="region",
        help="Through which line of the company the role covers the account.",
    )
    allows_outsider = fields.Boolean(
        "May Be an Outside Contact",
        help="The role may be held by a contact without a user, such as a respected "
        "expert of the industry.",
    )
    is_triangle = fields.Boolean(
        "Iron Triangle", compute="_compute_is_triangle", store=True
    )
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("kind")
    def _compute_is_triangle(self):
        for role in self:
            role.is_triangle = role.kind in IRON_TRIANGLE
