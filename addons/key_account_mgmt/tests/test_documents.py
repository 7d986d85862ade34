from .common import KeyAccountCommon


class TestDocuments(KeyAccountCommon):
    def test_each_one_click_deep(self):
        self._lead(partner_id=self.contact.id, expected_revenue=300)
        self._lead(expected_revenue=200)
        lost = self._lead(expected_revenue=900)
        lost.action_set_lost()
        order = self._order(100, user_id=self.seller.id)
        account = self.key_account.with_user(self.seller)
        self.assertEqual(account.opportunity_count, 2)
        self.assertEqual(account.opportunity_amount, 500)
        self.assertEqual(account.order_count, 1)
        action = account.action_open_orders()
        self.assertEqual(self.env["sale.order"].search(action["domain"]), order)
        action = account.action_open_opportunities()
        found = self.env["crm.lead"].search(action["domain"])
        self.assertEqual(found.mapped("expected_revenue"), [200, 300])

    def test_counts_what_the_user_may_see(self):
        self._lead(user_id=self.other_seller.id)
        stranger = self.env["key.account"].create(
            {
                "account_id": self.env["res.partner"]
                .create(
                    {
                        "name": "Nova",
                        "is_company": True,
                        "user_id": self.other_seller.id,
                    }
                )
                .id
            }
        )
        self._lead(partner_id=stranger.account_id.id)
        self.assertEqual(stranger.with_user(self.other_seller).opportunity_count, 0)
        self.assertEqual(self.key_account.with_user(self.expert).opportunity_count, 1)
