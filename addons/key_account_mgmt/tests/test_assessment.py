from datetime import datetime

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestAssessment(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = fields.Date.today().year
        cls.team = cls.env["crm.team"].create(
            {"name": "Mills", "user_id": cls.other_seller.id}
        )
        cls.env["crm.team.member"].create(
            {"crm_team_id": cls.team.id, "user_id": cls.seller.id}
        )
        cls.key_account.is_key_account = True
        cls.account_map = cls.env["relationship.map"].create(
            {"account_id": cls.account.id}
        )

    def _run(self, **vals):
        wizard = (
            self.env["key.account.assessment.run"]
            .with_user(self.manager)
            .create({"year": self.year, **vals})
        )
        action = wizard.action_run()
        found = self.env["key.account.assessment"].search(action["domain"])
        return {
            "account": found.filtered(lambda r: r.key_account_id == self.key_account),
            "person": found.filtered(lambda r: r.user_id == self.seller),
            "team": found.filtered(lambda r: r.team_id == self.key_account.team_id),
        }

    def _snapshot(self, date, closeness):
        self.env["relationship.snapshot"].sudo().create(
            {
                "map_id": self.account_map.id,
                "scope": "map",
                "occasion": "rebuilt",
                "date": date,
                "closeness": closeness,
                "coverage": 80,
            }
        )

    def test_closeness_growth(self):
        self._snapshot(f"{self.year - 1}-06-01", -80)
        self._snapshot(f"{self.year - 1}-12-20", -50)
        self._snapshot(f"{self.year}-01-05", 30)
        self._snapshot(f"{self.year}-01-06", 95)
        record = self._run()["account"]
        self.assertEqual(record.closeness_growth, 145)
        self.assertEqual((record.closeness, record.coverage), (95, 80))

    def test_people(self):
        people = self.env["relationship.stakeholder"].create(
            [
                {
                    "map_id": self.account_map.id,
                    "partner_id": partner.id,
                    "level": level,
                }
                for partner, level in (
                    (self.contact, "-1"),
                    (self.contact.copy({"name": "B"}), "0"),
                )
            ]
        )
        self.env["relationship.level.change"].sudo().search(
            [("map_id", "=", self.account_map.id)]
        ).date = datetime(self.year - 1, 5, 1)
        people[0].level = "1"
        people[1].level = "2"
        record = self._run()["account"]
        self.assertEqual((record.supporters_won, record.opponents_turned), (2, 1))

    def test_revenue_and_white_space(self):
        new = self._order(300, days_ago=0)
        old = self._order(200, days_ago=0)
        old.date_order = datetime(self.year - 1, 3, 1)
        again = old.copy({"date_order": new.date_order})
        again.write({"state": "sale", "date_order": new.date_order})
        for order in (new, old):
            self.env["key.account.solution"].create(
                {
                    "name": order.name,
                    "product_ids": [
                        (6, 0, order.order_line.product_id.product_tmpl_id.ids)
                    ],
                }
            )
        record = self._run()["account"]
        self.assertEqual((record.revenue, record.revenue_before), (500, 200))
        self.assertEqual(record.revenue_growth, 150)
        self.assertEqual(record.solutions_won, 1)

    def test_reviews_on_time(self):
        today = fields.Date.today()
        reviews = self.env["key.account.review"].sudo()
        due = max(fields.Date.subtract(today, days=1), today.replace(month=1, day=1))
        reviews.create({"account_id": self.account.id, "kind": "plan", "date_due": due})
        self.assertEqual(self._run()["account"].reviews_on_time, 0)

    def test_people_and_teams_add_up(self):
        self._order(300, days_ago=0)
        records = self._run()
        for subject in ("person", "team"):
            with self.subTest(subject):
                self.assertEqual(records[subject].revenue, 300)
                self.assertEqual(records[subject].account_count, 1)

    def test_people_and_teams_have_key_accounts_only(self):
        other = self.env["key.account"].create(
            {"account_id": self.account.copy({"name": "Small Customer"}).id}
        )
        self._join(self.seller, "account_manager", other, is_primary=True)
        self.assertEqual(other.team_id, self.key_account.team_id)
        records = self._run()
        for subject in ("person", "team"):
            with self.subTest(subject):
                self.assertEqual(records[subject].account_count, 1)

    def test_people_who_left_before_the_year_are_not_assessed(self):
        end = f"{self.year - 1}-12-31"
        self.expert_member.write({"date_start": f"{self.year - 1}-01-01"})
        self.expert_member.date_end = end
        self._run()
        self.assertFalse(
            self.env["key.account.assessment"].search(
                [("user_id", "=", self.expert.id)]
            )
        )

    def test_class_stays_when_closed(self):
        self.key_account.evaluated_class = "A"
        record = self._run()["account"].with_user(self.manager)
        record.action_close()
        self.key_account.evaluated_class = "D"
        self.assertEqual(record.account_class, "A")

    def test_queries_do_not_grow_with_people(self):
        def count():
            self._run()
            self.env.flush_all()
            self.env.invalidate_all()
            people = self.env["key.account.assessment"].search(
                [("subject", "=", "person"), ("year", "=", self.year)]
            )
            before = self.cr.sql_log_count
            accounts = people._get_accounts(self.year)
            self.assertEqual(len(accounts), len(people))
            return self.cr.sql_log_count - before

        few = count()
        for place in range(5):
            user = new_test_user(
                self.env, f"key_more_{place}", groups="sales_team.group_sale_salesman"
            )
            self._join(user, "solution_manager")
        self.assertEqual(count(), few)

    def test_score_says_how_it_came_about(self):
        self._order(300, days_ago=0)
        record = self._run()["account"]
        self.assertTrue(0 <= record.score <= 100)
        self.assertIn("Supporters Won: 0", record.explanation)
        self.assertNotIn("Revenue Growth", record.explanation, "nothing to grow from")
        self.assertAlmostEqual(100, sum(part["most"] for part in record.parts))

    def test_years_are_compared_by_name(self):
        record = self._run()["account"]
        before = self._run(year=self.year - 1)["account"] - record
        self.assertEqual(before.name, record.name)
        self.assertIn(str(self.year - 1), before.display_name)

    def test_closed_stays(self):
        self._order(300, days_ago=0)
        record = self._run()["account"].with_user(self.manager)
        record.action_close()
        self._order(999, days_ago=0)
        self._run()
        self.assertEqual(record.revenue, 300)
        record.note = "<p>Well done</p>"
        for refused in (
            lambda: record.write({"score": 100}),
            lambda: record.write({"state": "draft"}),
            record.action_refresh,
            record.unlink,
        ):
            with self.assertRaises(UserError):
                refused()

    def test_run_again_adds_nothing(self):
        before = self._run()
        self.assertEqual(self._run(), before)

    def test_nothing_chosen(self):
        with self.assertRaisesRegex(UserError, "nobody to assess"):
            self._run(year=1999, has_accounts=False, has_people=False, has_teams=False)

    def test_access(self):
        records = self._run()
        for user, seen in (
            (self.seller, {"account", "person"}),
            (self.expert, {"account"}),
            (self.manager, {"account", "person", "team"}),
            (self.foreign_manager, set()),
        ):
            found = {
                name
                for name, record in records.items()
                if record.with_user(user).has_access("read")
            }
            with self.subTest(user=user.login):
                self.assertEqual(found, seen)
        self.assertTrue(records["team"].with_user(self.other_seller).has_access("read"))
        with self.assertRaises(AccessError):
            records["person"].with_user(self.seller).score = 100
        with self.assertRaises(AccessError):
            self.env["key.account.assessment.run"].with_user(self.seller).create({})

    def test_weights_do_not_sum_to_zero(self):
        weights = self.env["key.account.assessment.weight"].search([])
        with self.assertRaisesRegex(ValidationError, "sum to zero"):
            weights.weight = 0

    def test_weights_are_positive(self):
        weight = self.env["key.account.assessment.weight"].search([], limit=1)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            weight.full_value = 0
            self.env.flush_all()

    def test_printout(self):
        record = self._run()["account"]
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "key_account_mgmt.report_key_account_assessment", record.ids
        )
        self.assertIn("Aurora Steel", html.decode())

    def test_queries_do_not_grow_with_accounts(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            accounts = self.env["key.account"].search([])
            before = self.cr.sql_log_count
            accounts._get_year(self.year)
            return self.cr.sql_log_count - before

        few = count()
        for place in range(10):
            partner = self.env["res.partner"].create(
                {"name": f"Account {place}", "is_company": True}
            )
            self.env["key.account"].create({"account_id": partner.id})
        self.assertLessEqual(count(), few + 3)
