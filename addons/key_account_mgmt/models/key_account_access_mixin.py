from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountAccessMixin(models.AbstractModel):
    """A document of a customer that the customer's account team may read.

    Record rules rely on the search; it asks once for the customers of a user's teams,
    whatever the number of documents.
    """

    _name = "key.account.access.mixin"
    _description = "Document Read by the Account Team"
    # The stored field that holds the customer.
    _account_team_partner_field = "partner_id"

    account_team_user_ids = fields.Many2many(
        "res.users",
        string="Account Team",
        compute="_compute_account_team_user_ids",
        search="_search_account_team_user_ids",
        compute_sudo=True,
        export_string_translation=False,
    )

    def _compute_account_team_user_ids(self):
        for document in self:
            customer = document[self._account_team_partner_field].commercial_partner_id
            accounts = customer.key_account_ids.filtered(
                lambda account, company=document.company_id: (
                    not company or account.company_id == company
                )
            )
            members = accounts.member_ids.filtered("is_current")
            document.account_team_user_ids = members.user_id

    @api.model
    def _search_account_team_user_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(
            Domain("company_id", "in", [company.id, False])
            & Domain(
                self._account_team_partner_field,
                "in",
                self._get_team_customers(company, value),
            )
            for company in self.env.companies
        )

    @api.model
    def _get_team_customers(self, company, user_ids):
        """Query of the contacts of accounts on whose team one of the users is now."""
        # Only who is asked about learns from this: whether they may see a document.
        env = self.sudo().env
        accounts = env["key.account.member"]._get_accounts_of(company, user_ids)
        return env["res.partner"]._search(
            Domain("commercial_partner_id", "in", accounts), active_test=False
        )
