from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class KeyAccountCommon(BaseCommon):
    """A key account with its team, seen by users of different rights.

    The seller is its account manager, the expert is on its team, the other seller has
    nothing to do with it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        salesman = "sales_team.group_sale_salesman"
        cls.seller = new_test_user(cls.env, "key_seller", groups=salesman)
        cls.expert = new_test_user(cls.env, "key_expert", groups=salesman)
        cls.other_seller = new_test_user(cls.env, "key_other", groups=salesman)
        cls.manager = new_test_user(
            cls.env, "key_manager", groups="sales_team.group_sale_salesman_all_leads"
        )
        cls.admin = new_test_user(
            cls.env, "key_admin", groups="sales_team.group_sale_manager"
        )
        cls.employee = new_test_user(cls.env, "key_employee", groups="base.group_user")
        cls.portal = new_test_user(cls.env, "key_portal", groups="base.group_portal")
        cls.company_b = cls.env["res.company"].create({"name": "Second Company"})
        cls.foreign_manager = new_test_user(
            cls.env,
            "key_foreign",
            groups="sales_team.group_sale_manager",
            company_id=cls.company_b.id,
            company_ids=[(6, 0, cls.company_b.ids)],
        )
        cls.account = cls.env["res.partner"].create(
            {"name": "Aurora Steel", "is_company": True, "user_id": cls.seller.id}
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Anna Berg", "parent_id": cls.account.id}
        )
        cls.key_account = cls.env["key.account"].create({"account_id": cls.account.id})
        cls.roles = {role.kind: role for role in cls.env["key.account.role"].search([])}
        cls.manager_member = cls._join(cls.seller, "account_manager", is_primary=True)
        cls.expert_member = cls._join(cls.expert, "solution_manager", is_primary=True)
        cls.solution = cls.env["key.account.solution"].create({"name": "Rolling"})

    @classmethod
    def _join(cls, user, kind, account=None, **vals):
        """Put a colleague on the team of an account, a year ago."""
        start = fields.Date.subtract(fields.Date.today(), years=1)
        return cls.env["key.account.member"].create(
            {
                "key_account_id": (account or cls.key_account).id,
                "role_id": cls.roles[kind].id,
                "user_id": user.id,
                "date_start": start,
                **vals,
            }
        )

    @classmethod
    def _order(cls, amount, days_ago=30, account=None, **vals):
        """A confirmed order of one line over an amount in the company's currency."""
        product = cls.env["product.product"].create(
            {"name": "Rolls", "type": "service", "list_price": amount, "taxes_id": []}
        )
        return cls.env["sale.order"].create(
            {
                "partner_id": (account or cls.account).id,
                "state": "sale",
                "date_order": fields.Datetime.subtract(
                    fields.Datetime.now(), days=days_ago
                ),
                "order_line": [
                    (0, 0, {"product_id": product.id, "price_unit": amount})
                ],
                **vals,
            }
        )

    @classmethod
    def _lead(cls, **vals):
        """An opportunity of the account, the seller's unless said otherwise."""
        return cls.env["crm.lead"].create(
            {
                "name": "Rolling mill",
                "type": "opportunity",
                "partner_id": cls.account.id,
                "user_id": cls.seller.id,
                **vals,
            }
        )
