from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    presales_closed_until = fields.Date(
        related="company_id.presales_closed_until", readonly=False
    )
    presales_transfer_every = fields.Selection(
        related="company_id.presales_transfer_every", readonly=False
    )
