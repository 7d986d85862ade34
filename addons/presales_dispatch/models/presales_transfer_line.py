from odoo import fields, models


class PresalesTransferLine(models.Model):
    """What one transfer moved for one version of a logged effort."""

    _name = "presales.transfer.line"
    _description = "Transferred Cost"
    _order = "date DESC, id DESC"
    _rec_name = "effort_id"

    transfer_id = fields.Many2one(
        "presales.transfer", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    effort_id = fields.Many2one(
        "account.analytic.line",
        "Logged Hours",
        required=True,
        index=True,
        ondelete="restrict",
    )
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="restrict"
    )
    version = fields.Integer(required=True)
    is_reversal = fields.Boolean(required=True)
    is_difference = fields.Boolean(
        required=True, help="Of hours that were corrected after a transfer."
    )
    date = fields.Date(required=True)
    amount = fields.Monetary(required=True)
    price_id = fields.Many2one("presales.price", index=True, ondelete="restrict")
    entry_ids = fields.One2many(
        "account.analytic.line", "presales_transfer_line_id", "Entries"
    )

    _version_uniq = models.UniqueIndex(
        "(effort_id, version, is_reversal)", "This cost was transferred already."
    )
