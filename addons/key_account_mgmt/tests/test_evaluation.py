from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common_evaluation import EvaluationCommon


class TestEvaluation(EvaluationCommon):
    def test_four_classes(self):
        accounts = self.env["key.account"].create(
            [
                {
                    "account_id": self.env["res.partner"]
                    .create({"name": name, "is_company": True})
                    .id
                }
                for name in "ABCD"
            ]
        )
        for account in accounts.filtered(lambda a: a.name in "AC"):
            self._estimate(account)
        for account in accounts.filtered(lambda a: a.name in "AB"):
            self._order(100, account=account.account_id)
        accounts._evaluate()
        for account in accounts:
            self.assertEqual(account.account_class, account.name)
            self.assertIn(f"Class {account.name}", account.class_reason)
            self.assertEqual(account.policy_id.account_class, account.name)
        self.assertEqual(accounts.mapped("potential"), [1000, 0, 1000, 0])
        self.assertEqual(accounts.mapped("contribution"), [100, 100, 0, 0])

    def test_key_account_by_score_or_potential(self):
        company = self.env.company
        self._judge(80)
        for method, key in (
            ("either", True),
            ("score", True),
            ("both", False),
            ("estimation", False),
        ):
            company.key_account_method = method
            self.key_account._evaluate()
            with self.subTest(method=method):
                self.assertEqual(self.key_account.is_key_account, key)

    def test_a_second_time_on_the_same_day_replaces(self):
        first = self.key_account._evaluate()
        self._order(500)
        second = self.key_account._evaluate()
        self.assertEqual(first, second)
        self.assertEqual(second.contribution, 500)
        self.assertEqual(len(second.line_ids), 1)

    def test_history_is_kept_and_compared(self):
        with freeze_time("2026-01-15"):
            self._order(500, date_order="2026-01-10 10:00:00")
            before = self.key_account._evaluate()
        with freeze_time("2027-03-15"):
            self._estimate()
            after = self.key_account._evaluate()
        self.assertEqual((before.account_class, after.account_class), ("B", "C"))
        self.assertEqual(after.previous_class, "B")
        self.assertTrue(after.is_moved)
        self.assertFalse(before.is_moved)
        self.assertEqual(self.key_account.evaluation_ids, after + before)

    def test_an_earlier_day_changes_nothing_on_the_account(self):
        self._estimate()
        last = self.key_account._evaluate()
        earlier = fields.Date.subtract(fields.Date.today(), years=1)
        old = self.key_account._evaluate(earlier)
        self.assertEqual(self.key_account.evaluation_id, last)
        self.assertEqual(old.date, earlier)
        self.assertEqual(len(self.key_account.evaluation_ids), 2)

    def test_opportunities_stand_in_for_estimates(self):
        self._lead(expected_revenue=1500)
        evaluation = self.key_account._evaluate()
        self.assertEqual(evaluation.potential_source, "opportunities")
        self.assertEqual(evaluation.potential, 1500)
        self.assertIn("no estimate", evaluation.reason)
        self._estimate(driver_value=1)
        evaluation = self.key_account._evaluate()
        self.assertEqual(evaluation.potential, 100)
        self.assertEqual(evaluation.potential_source, "estimate")

    def test_won_and_lost_opportunities_of_the_period_count(self):
        won = self._lead(expected_revenue=300)
        won.action_set_won()
        lost = self._lead(expected_revenue=50)
        lost.action_set_lost()
        old = self._lead(expected_revenue=9000)
        old.action_set_won()
        old.date_closed = fields.Datetime.subtract(fields.Datetime.now(), days=500)
        self.assertEqual(self.key_account._evaluate().potential, 350)

    def test_a_longer_period_is_scaled_to_a_year(self):
        self.env.company.key_account_contribution_months = 24
        lead = self._lead(expected_revenue=7300)
        lead.action_set_won()
        evaluation = self.key_account._evaluate("2027-01-01")
        self.assertAlmostEqual(evaluation.potential, 3650)

    def test_account_manager_evaluates_with_all_orders(self):
        self._order(400, user_id=self.other_seller.id)
        seen = self.key_account.with_user(self.seller)
        seen.action_evaluate()
        self.assertEqual(seen.contribution, 400)
        self.assertEqual(seen.evaluation_id.user_id, self.seller)

    def test_who_sees_the_account_sees_its_evaluations(self):
        self._judge(50)
        estimate = self._estimate()
        evaluation = self.key_account._evaluate()
        records = (
            evaluation,
            evaluation.line_ids,
            estimate,
            self.key_account.manual_score_ids,
        )
        for record in records:
            for user in (self.seller, self.expert, self.manager):
                self.assertTrue(record.with_user(user).has_access("read"))
            for user in (self.other_seller, self.foreign_manager, self.employee):
                self.assertFalse(record.with_user(user).has_access("read"))
        for user in (self.seller, self.manager, self.admin):
            self.assertFalse(evaluation.with_user(user).has_access("write"))
        with self.assertRaises(AccessError):
            self.key_account.with_user(self.other_seller).action_evaluate()

    def test_only_administrators_configure_scoring(self):
        rule = self.env["key.account.estimate.rule"].create(
            {
                "name": "Stars",
                "solution_id": self.solution.id,
                "path": "account_id.color",
                "unit_value": 10,
            }
        )
        band = self._criterion([(0, 1, 5)], path="contribution").band_ids
        for record in (self.model, self.manual, band, rule):
            self.assertTrue(record.with_user(self.admin).has_access("write"))
            self.assertFalse(record.with_user(self.manager).has_access("write"))
            self.assertTrue(record.with_user(self.seller).has_access("read"))

    def test_queries_do_not_grow_with_accounts(self):
        def accounts(count):
            partners = self.env["res.partner"].create(
                [{"name": f"P{i}", "is_company": True} for i in range(count)]
            )
            found = self.env["key.account"].create(
                [{"account_id": partner.id} for partner in partners]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            return found.with_context(tracking_disable=True)

        def queries(records):
            before = self.cr.sql_log_count
            records._evaluate()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        self._criterion([(0, 1, 5)], path="account_id.color")
        queries(accounts(2))
        few, many = queries(accounts(2)), queries(accounts(40))
        self.assertLessEqual(many, few + 2)


class TestEstimate(EvaluationCommon):
    def setUp(self):
        super().setUp()
        self.rule = self.env["key.account.estimate.rule"].create(
            {
                "name": "Stars",
                "solution_id": self.solution.id,
                "path": "account_id.color",
                "unit_value": 30,
                "share": 50,
            }
        )

    def test_driver_times_value_times_share(self):
        self.assertEqual(self._estimate().potential, 1000)

    def test_values_that_make_no_sense(self):
        for vals in ({"driver_value": -1}, {"unit_value": -1}, {"share": 101}):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, "Aurora Steel, Rolling"),
                self.cr.savepoint(),
            ):
                self._estimate(**vals)

    def test_rule_estimates_and_keeps_up_to_date(self):
        self.key_account._evaluate()
        self.assertFalse(self.key_account.estimate_ids)
        self.account.color = 4
        self.assertEqual(self.key_account._evaluate().potential, 60)
        self.account.color = 8
        self.assertEqual(self.key_account._evaluate().potential, 120)
        self.assertEqual(self.key_account.estimate_ids.rule_id, self.rule)

    def test_rule_leaves_alone_what_somebody_changed(self):
        self.account.color = 4
        self.key_account._evaluate()
        line = self.key_account.estimate_ids
        line.with_user(self.seller).share = 100
        self.assertFalse(line.rule_id)
        self.account.color = 8
        self.assertEqual(self.key_account._evaluate().potential, 120)
        self.assertEqual(line.driver_value, 4)

    def test_rule_of_an_industry(self):
        steel = self.env["res.partner.industry"].create({"name": "Steel"})
        self.rule.industry_ids = steel
        self.account.color = 4
        self.key_account._evaluate()
        self.assertFalse(self.key_account.estimate_ids)
        self.account.industry_id = steel
        self.assertEqual(self.key_account._evaluate().potential, 60)

    def test_rule_needs_a_number(self):
        with self.assertRaisesRegex(ValidationError, "Stars.*is not a number"):
            self.rule.path = "account_id.name"

    def test_rate_missing_is_said_before_anything_is_written(self):
        self.account.color = 4
        self.env["res.currency.rate"].search([]).unlink()
        currency = self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "ZZZ", "currency_id": currency.id}
        )
        self._order(100, pricelist_id=pricelist.id)
        with self.assertRaisesRegex(UserError, "ZZZ.*exchange rate"):
            self.key_account._evaluate()
        self.assertFalse(self.key_account.estimate_ids)
