from odoo import api, models
from odoo.fields import Domain


class RelationshipMap(models.Model):
    """Maps of an account and of its opportunities are seen by the account's team."""

    _inherit = "relationship.map"

    @api.depends("account_id.key_account_ids.access_user_ids")
    def _compute_access_user_ids(self):
        result = super()._compute_access_user_ids()
        for relationship_map in self:
            company = relationship_map.company_id
            for account in relationship_map.account_id.key_account_ids:
                if account.company_id == company:
                    members = account.member_ids.filtered("is_current")
                    relationship_map.access_user_ids |= members.user_id
        return result

    @api.model
    def _search_access_user_ids(self, operator, value):
        domain = super()._search_access_user_ids(operator, value)
        if domain is NotImplemented:
            return domain
        # Each company keeps its own team for a customer that companies share.
        members = self.env["key.account.member"]
        return domain | Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("account_id", "in", members._get_accounts_of(company, value))
            for company in self.env.companies
        )
