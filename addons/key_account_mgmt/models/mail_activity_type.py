from odoo import fields, models


class MailActivityType(models.Model):
    _inherit = "mail.activity.type"

    is_win_plan = fields.Boolean(
        "Step of a Win Plan",
        help="Activities of this type make up the win plan of an opportunity.",
    )
