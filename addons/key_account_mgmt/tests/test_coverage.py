from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from .common import KeyAccountCommon


class CoverageCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref("key_account_mgmt.key_account_policy_a")
        cls.policy.write(
            {
                "visit_days": 0,
                "needs_plan": False,
                "sponsor_level": "none",
                "role_ids": [(6, 0, (cls.roles["account_manager"]).ids)],
            }
        )
        cls.key_account.evaluated_class = "A"

    def _gaps(self):
        self.key_account.invalidate_recordset()
        gaps = self.key_account.with_user(self.seller).get_coverage_gaps()
        return [gap["kind"] for gap in gaps]

    def _visit(self, days_ago):
        start = fields.Datetime.now() - timedelta(days=days_ago)
        return self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": start + timedelta(hours=1),
                "partner_ids": [(6, 0, self.contact.ids)],
            }
        )


class TestCoverageGaps(CoverageCommon):
    def test_roles(self):
        self.assertEqual(self._gaps(), [])
        self.policy.role_ids += self.roles["service"]
        self.assertEqual(self._gaps(), ["role"])
        self._join(self.expert, "service")
        self.assertEqual(self._gaps(), [])

    def test_role_is_open_again_when_the_membership_ends(self):
        self.manager_member.write(
            {"date_start": "2020-01-01", "date_end": "2020-12-31"}
        )
        self.key_account.invalidate_recordset()
        gaps = self.key_account.get_coverage_gaps()
        self.assertIn("Account Manager", gaps[0]["message"])

    def test_sponsor_stands_high_enough(self):
        self.policy.role_ids = self.roles["sponsor"]
        self.policy.sponsor_level = "board"
        sponsor = self._join(self.expert, "sponsor", sponsor_level="director")
        self.assertEqual(self._gaps(), ["sponsor"])
        sponsor.sponsor_level = "board"
        self.assertEqual(self._gaps(), [])

    def test_visits(self):
        self.policy.visit_days = 30
        self.assertEqual(self._gaps(), ["visit"])
        self._visit(40)
        self.assertEqual(self._gaps(), ["visit"])
        self._visit(-5)
        self.assertEqual(self._gaps(), ["visit"], "a planned visit is none yet")
        self._visit(10)
        self.assertEqual(self._gaps(), [])

    def test_plan(self):
        self.policy.needs_plan = True
        self.assertEqual(self._gaps(), ["plan"])

    def test_gaps_are_searchable(self):
        accounts = self.env["key.account"]
        mine = [("id", "=", self.key_account.id)]
        self.assertFalse(accounts.search([*mine, ("coverage_gap_count", ">", 0)]))
        self.assertTrue(accounts.search([*mine, ("coverage_gap_count", "=", 0)]))
        self.policy.role_ids += self.roles["service"]
        self.key_account.invalidate_recordset()
        self.assertTrue(accounts.search([*mine, ("coverage_gap_count", ">", 0)]))
        self.key_account.evaluated_class = False
        self.assertFalse(accounts.search([*mine, ("coverage_gap_count", ">", 0)]))
        self.assertTrue(accounts.search([*mine, ("coverage_gap_count", "=", 0)]))

    def test_one_click_fills_the_role(self):
        self.policy.role_ids += self.roles["service"]
        coverage = self.env["key.account.coverage"].search(
            [("key_account_id", "=", self.key_account.id), ("is_covered", "=", False)]
        )
        self.assertEqual(coverage.role_id, self.roles["service"])
        action = coverage.with_user(self.seller).action_fill()
        self.env["key.account.member"].with_user(self.seller).with_context(
            **action["context"]
        ).create({"user_id": self.expert.id})
        self.assertEqual(self._gaps(), [])

    def test_coverage_list_is_seen_with_the_account(self):
        coverage = self.env["key.account.coverage"]
        mine = [("key_account_id", "=", self.key_account.id)]
        self.assertEqual(coverage.with_user(self.expert).search_count(mine), 1)
        self.assertEqual(coverage.with_user(self.other_seller).search_count(mine), 0)
        with self.assertRaises(AccessError):
            coverage.with_user(self.employee).search_count(mine)

    def test_queries_do_not_grow_with_accounts(self):
        def count(accounts):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            accounts.mapped("coverage_gap_count")
            return self.cr.sql_log_count - before

        few = count(self.key_account)
        accounts = self.key_account
        for place in range(10):
            partner = self.env["res.partner"].create(
                {"name": f"Account {place}", "is_company": True}
            )
            accounts += accounts.create(
                {"account_id": partner.id, "evaluated_class": "A"}
            )
        self.assertLessEqual(count(accounts), few + 2)

    def test_triangle(self):
        corners = {c["kind"]: c["name"] for c in self.key_account.triangle}
        self.assertEqual(
            corners,
            {
                "account_manager": self.seller.name,
                "solution_manager": self.expert.name,
                "lead_expert": False,
            },
        )


class TestWorkload(CoverageCommon):
    def test_effort_of_class_and_role(self):
        self.policy.effort = 4
        self.roles["account_manager"].effort_share = 75
        rows = self.env["key.account.workload"].search(
            [("key_account_id", "=", self.key_account.id)]
        )
        efforts = {row.user_id: row.effort for row in rows}
        self.assertEqual(efforts[self.seller], 3)
        self.key_account.evaluated_class = False
        rows.invalidate_recordset()
        self.assertEqual(set(rows.mapped("effort")), {0})

    def test_seen_with_the_account(self):
        rows = self.env["key.account.workload"]
        mine = [("key_account_id", "=", self.key_account.id)]
        self.assertEqual(rows.with_user(self.manager).search_count(mine), 2)
        self.assertEqual(rows.with_user(self.other_seller).search_count(mine), 0)


class TestCoverageAlerts(CoverageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account_map = cls.env["relationship.map"].create(
            {"account_id": cls.account.id}
        )

    def _messages(self, kind):
        rule = self.env.ref(f"key_account_mgmt.relationship_alert_rule_{kind}")
        rule._evaluate()
        alerts = rule.alert_ids.filtered(
            lambda alert: alert.map_id == self.account_map and alert.state == "open"
        )
        return alerts.with_user(self.seller).mapped("message")

    def test_uncovered_role(self):
        self.assertFalse(self._messages("role_uncovered"))
        self.policy.role_ids += self.roles["service"]
        self.assertEqual(self._messages("role_uncovered"), ["Nobody covers: Service"])
        self._join(self.expert, "service")
        self.assertFalse(self._messages("role_uncovered"))

    def test_overdue_visit(self):
        self.policy.visit_days = 30
        (message,) = self._messages("visit_overdue")
        self.assertIn("No visit on record", message)
        self._visit(3)
        self.assertFalse(self._messages("visit_overdue"))


class TestHandover(CoverageCommon):
    def _handover(self, successor=None):
        return (
            self.env["relationship.handover"]
            .with_user(self.manager)
            .create(
                {
                    "user_id": self.seller.id,
                    "successor_id": successor.id if successor else False,
                }
            )
        )

    def test_roles_plans_and_activities_move(self):
        plan = self.env["key.account.plan"].create(
            {"account_id": self.account.id, "user_id": self.seller.id}
        )
        activity = self.key_account.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.seller.id
        )
        foreign = self._lead().activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.seller.id
        )
        self._handover(self.other_seller).action_apply()
        member = self.key_account.member_ids.filtered(
            lambda m: m.is_current and m.role_kind == "account_manager"
        )
        self.assertEqual(member.user_id, self.other_seller)
        self.assertTrue(member.is_primary)
        self.assertFalse(self.manager_member.is_current)
        self.assertEqual(self.key_account.user_id, self.other_seller)
        self.assertEqual(plan.user_id, self.other_seller)
        self.assertEqual(activity.user_id, self.other_seller)
        self.assertEqual(foreign.user_id, self.seller)
        logs = self.env["relationship.handover.log"].search(
            [("from_user_id", "=", self.seller.id)]
        )
        self.assertEqual(set(logs.mapped("what")), {"role", "plan", "activity"})

    def test_proposes_who_has_the_role_already(self):
        deputy = self._join(self.expert, "account_manager")
        handover = self._handover()
        self.assertEqual(handover.role_line_ids.successor_id, self.expert)
        handover.action_apply()
        self.assertFalse(deputy.is_current)
        current = self.key_account.member_ids.filtered("is_current")
        manager = current.filtered("is_primary") - self.expert_member
        self.assertEqual(manager.user_id, self.expert)
        self.assertEqual(len(current), 2)

    def test_sellers_hand_over_nothing(self):
        handover = (
            self.env["relationship.handover"]
            .with_user(self.seller)
            .create({"user_id": self.seller.id, "successor_id": self.expert.id})
        )
        self.assertTrue(handover.role_line_ids)
        with self.assertRaises(AccessError):
            handover.action_apply()
        self.assertEqual(self.key_account.user_id, self.seller)
