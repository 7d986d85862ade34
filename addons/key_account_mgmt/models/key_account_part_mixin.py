from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountPartMixin(models.AbstractModel):
    """Something that belongs to a key account and is seen by whoever sees that one.

    May be created with ``account_id`` (a contact) in place of ``key_account_id``; the
    key account of the current or given company is then found or started.
    """

    _name = "key.account.part.mixin"
    _description = "Part of a Key Account"

    key_account_id = fields.Many2one(
        "key.account", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        related="key_account_id.account_id", store=True, index=True, string="Account"
    )
    company_id = fields.Many2one(
        related="key_account_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_key_account(vals) for vals in vals_list])

    @api.model
    def _with_key_account(self, vals):
        if vals.get("key_account_id") or not vals.get("account_id"):
            return vals
        vals = dict(vals)
        account = self.env["res.partner"].browse(vals.pop("account_id")).exists()
        if not account:
            raise ValidationError(
                self.env._("The account does not exist any more. Choose another one.")
            )
        company_id = vals.pop("company_id", False) or self.env.company.id
        company = self.env["res.company"].browse(company_id)
        accounts = account._get_key_accounts(company, create=True)
        vals["key_account_id"] = accounts[account.commercial_partner_id].id
        return vals
