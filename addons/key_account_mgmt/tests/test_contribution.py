from odoo import fields

from .common import KeyAccountCommon


class TestContribution(KeyAccountCommon):
    def _contribution(self, days=365, account=None):
        today = fields.Date.today()
        accounts = account or self.key_account
        start = fields.Date.subtract(today, days=days)
        return accounts._get_contributions(start, today)[accounts]

    def test_confirmed_orders_of_the_period(self):
        self._order(1000)
        self._order(200, days_ago=0)
        self._order(4000, days_ago=400)
        self._order(9000, state="draft")
        self._order(9000, state="cancel")
        self.assertEqual(self._contribution(), 1200)
        self.assertEqual(self._contribution(days=500), 5200)

    def test_both_ends_of_the_period_count(self):
        self._order(10, date_order="2026-01-01 00:00:00")
        self._order(20, date_order="2026-01-31 23:59:59")
        self._order(400, date_order="2026-02-01 00:00:00")
        found = self.key_account._get_contributions("2026-01-01", "2026-01-31")
        self.assertEqual(found, {self.key_account: 30})

    def test_orders_of_contacts_count_and_those_of_subsidiaries_do_not(self):
        self._order(100, account=self.contact)
        subsidiary = self.env["res.partner"].create(
            {"name": "Aurora Sud", "is_company": True, "parent_id": self.account.id}
        )
        self._order(7000, account=subsidiary)
        self.assertEqual(self._contribution(), 100)

    def test_currency_of_the_order_day(self):
        currency = self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        self.env["res.currency.rate"].create(
            [
                {"currency_id": currency.id, "name": "2020-01-01", "rate": 4},
                {
                    "currency_id": currency.id,
                    "name": fields.Date.today(),
                    "rate": 100,
                },
            ]
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "ZZZ", "currency_id": currency.id}
        )
        order = self._order(1000, pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, currency)
        self.assertAlmostEqual(self._contribution(), 250)

    def test_each_company_counts_its_own_orders(self):
        self._order(100)
        foreign = self.env["key.account"].create(
            {"account_id": self.account.id, "company_id": self.company_b.id}
        )
        self.assertEqual(self._contribution(account=foreign), 0)

    def test_queries_do_not_grow_with_accounts(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {i}", "is_company": True} for i in range(20)]
        )
        accounts = self.env["key.account"].create(
            [{"account_id": partner.id} for partner in partners]
        )
        self._order(50, account=partners[7])
        self.env.flush_all()
        today = fields.Date.today()
        start = fields.Date.subtract(today, days=60)
        found = accounts._get_contributions(start, today)
        self.assertEqual(sum(found.values()), 50)
        self.assertEqual(len(found), 20)
        with self.assertQueryCount(1):
            accounts._get_contributions(start, today)
