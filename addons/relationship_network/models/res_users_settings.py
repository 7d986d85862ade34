from odoo import fields, models

from .relationship_reading import READINGS


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    relationship_reading = fields.Selection(
        READINGS,
        default="company",
        help="Whose ties the drawn map shows, as the user last chose.",
    )
    relationship_dashboard_filters = fields.Json()
