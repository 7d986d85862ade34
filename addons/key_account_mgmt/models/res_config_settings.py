from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    key_account_potential_threshold = fields.Monetary(
        related="company_id.key_account_potential_threshold",
        readonly=False,
        currency_field="key_account_currency_id",
    )
    key_account_contribution_threshold = fields.Monetary(
        related="company_id.key_account_contribution_threshold",
        readonly=False,
        currency_field="key_account_currency_id",
    )
    key_account_contribution_months = fields.Integer(
        related="company_id.key_account_contribution_months", readonly=False
    )
    key_account_method = fields.Selection(
        related="company_id.key_account_method", readonly=False
    )
    key_account_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
