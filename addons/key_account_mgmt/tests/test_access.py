from odoo.exceptions import AccessError

from .common import KeyAccountCommon


class TestAccess(KeyAccountCommon):
    def test_team_sees_the_account_and_others_do_not(self):
        accounts = self.env["key.account"]
        mine = [("id", "=", self.key_account.id)]
        for user in (self.seller, self.expert, self.manager, self.admin):
            with self.subTest(user=user.login):
                self.assertTrue(accounts.with_user(user).search(mine))
        for user in (self.other_seller, self.foreign_manager):
            with self.subTest(user=user.login):
                self.assertFalse(accounts.with_user(user).search(mine))
        for user in (self.employee, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                accounts.with_user(user).search(mine)

    def test_access_ends_with_the_membership(self):
        self.expert_member.write({"date_start": "2020-01-01", "date_end": "2020-12-31"})
        with self.assertRaises(AccessError):
            self.key_account.with_user(self.expert).check_access("read")

    def test_team_sees_maps_opportunities_and_orders(self):
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        lead = self._lead()
        order = self._order(1000, user_id=self.seller.id)
        for record in (account_map, lead, order, order.order_line):
            with self.subTest(record=record._name):
                self.assertTrue(record.with_user(self.expert).has_access("read"))
                self.assertFalse(record.with_user(self.other_seller).has_access("read"))
        self.assertFalse(lead.with_user(self.expert).has_access("write"))
        self.assertFalse(order.with_user(self.expert).has_access("write"))

    def test_member_of_several_teams_sees_what_each_of_them_sees(self):
        second = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        self._join(
            self.expert,
            "delivery",
            self.env["key.account"].create({"account_id": second.id}),
        )
        leads = self._lead() + self._lead(partner_id=second.id)
        seen = leads.with_user(self.expert).search([("id", "in", leads.ids)])
        self.assertEqual(seen, leads)

    def test_team_of_one_company_sees_nothing_of_the_other(self):
        foreign_map = self.env["relationship.map"].create(
            {
                "account_id": self.account.id,
                "company_id": self.company_b.id,
                "user_id": self.foreign_manager.id,
            }
        )
        self.expert.company_ids |= self.company_b
        seen = foreign_map.with_user(self.expert).with_context(
            allowed_company_ids=(self.env.company + self.company_b).ids
        )
        self.assertFalse(seen.has_access("read"))

    def test_only_account_manager_and_managers_change_the_team(self):
        self.manager_member.with_user(self.seller).note = "North"
        self.manager_member.with_user(self.manager).note = "North"
        with self.assertRaises(AccessError):
            self.manager_member.with_user(self.expert).note = "South"
        with self.assertRaises(AccessError):
            self.env["key.account.member"].with_user(self.other_seller).create(
                {
                    "key_account_id": self.key_account.id,
                    "role_id": self.roles["delivery"].id,
                    "user_id": self.other_seller.id,
                }
            )

    def test_only_administrators_configure(self):
        for model in ("key.account.role", "key.account.policy", "key.account.strategy"):
            record = self.env[model].search([], limit=1)
            with self.subTest(model=model):
                self.assertTrue(record.with_user(self.admin).has_access("write"))
                self.assertFalse(record.with_user(self.manager).has_access("write"))
                self.assertFalse(record.with_user(self.employee).has_access("read"))
