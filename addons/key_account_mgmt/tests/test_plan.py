from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class PlanCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create(
            {"name": "Key Sales", "user_id": cls.manager.id}
        )
        cls.plan = cls._plan()

    @classmethod
    def _plan(cls, start="2026-01-01", end="2026-12-31", **vals):
        return cls.env["key.account.plan"].create(
            {
                "account_id": cls.account.id,
                "date_start": start,
                "date_end": end,
                "approver_id": cls.manager.id,
                "objective_ids": [(0, 0, {"name": "Revenue", "target_value": 1000})],
                **vals,
            }
        )

    def _approve(self, plan=None):
        plan = plan or self.plan
        plan.with_user(self.seller).action_submit()
        plan.with_user(self.manager).action_approve()
        return plan


class TestPlan(PlanCommon):
    def test_form(self):
        form = Form(self.env["key.account.plan"].with_user(self.seller))
        form.key_account_id = self.key_account
        form.date_start = "2027-01-01"
        form.date_end = "2027-12-31"
        plan = form.save()
        self.assertEqual(plan.name, "Aurora Steel 2027")
        self.assertEqual(plan.user_id, self.seller)

    def test_periods_do_not_overlap(self):
        self._plan("2027-01-01", "2027-12-31")
        with self.assertRaisesRegex(ValidationError, "already has the plan"):
            self._plan("2026-12-31", "2026-12-31")

    def test_period_in_the_right_order(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self._plan("2028-12-31", "2028-01-01")

    def test_approval_by_the_manager(self):
        plan = self.plan.with_user(self.seller)
        plan.action_submit()
        activity = plan.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        with self.assertRaises(AccessError):
            plan.action_approve()
        self.plan.with_user(self.manager).action_approve()
        self.assertEqual(plan.state, "approved")
        self.assertEqual(plan.approved_by_id, self.manager)
        self.assertFalse(plan.activity_ids)

    def test_nothing_to_submit(self):
        empty = self._plan("2027-01-01", "2027-12-31", objective_ids=[])
        with self.assertRaisesRegex(UserError, "no objective"):
            empty.action_submit()

    def test_nobody_to_approve(self):
        self.plan.approver_id = False
        with self.assertRaisesRegex(UserError, "Choose who approves"):
            self.plan.action_submit()

    def test_sent_back(self):
        self.plan.with_user(self.seller).action_submit()
        self.plan.with_user(self.manager).action_send_back()
        self.assertEqual(self.plan.state, "draft")
        self.assertFalse(self.plan.activity_ids)

    def test_approved_plan_is_not_edited(self):
        self._approve()
        for change in (
            {"date_end": "2027-01-31"},
            {"industry_note": "New"},
            {"objective_ids": [(0, 0, {"name": "More", "target_value": 1})]},
        ):
            with self.subTest(change=change), self.assertRaises(UserError):
                self.plan.with_user(self.seller).write(change)
        with self.assertRaises(UserError):
            self.plan.objective_ids.with_user(self.seller).target_value = 5
        with self.assertRaises(UserError):
            self.plan.unlink()

    def test_state_is_not_written_past_the_approval(self):
        with self.assertRaises(UserError):
            self.plan.action_approve()
        with self.assertRaises(UserError):
            self.plan.action_close()

    def test_revision_replaces_the_plan_when_it_is_approved(self):
        self._approve()
        action = self.plan.with_user(self.seller).action_revise()
        revision = self.env["key.account.plan"].browse(action["res_id"])
        self.assertEqual((revision.revision, revision.state), (2, "draft"))
        self.assertEqual(revision.date_start, self.plan.date_start)
        self.assertEqual(revision.objective_ids.name, "Revenue")
        with self.assertRaisesRegex(UserError, "being revised already"):
            self.plan.action_revise()
        self._approve(revision)
        self.assertEqual(self.plan.state, "superseded")
        self.assertEqual(self.key_account.plan_ids, self.plan + revision)

    def test_revisions_are_compared(self):
        self._approve()
        action = self.plan.action_revise()
        revision = self.env["key.account.plan"].browse(action["res_id"])
        revision.objective_ids.target_value = 2000
        revision.customer_note = "<p>New owner</p>"
        revision.swot_ids = [(0, 0, {"name": "Close to the works council"})]
        comparison = self.env["key.account.plan.compare"].browse(
            revision.action_compare()["res_id"]
        )
        note = comparison.line_ids.filtered(lambda line: line.name == "Customer")
        self.assertFalse(note.before)
        self.assertEqual(note.after, "New owner")
        names = comparison.line_ids.mapped("name")
        self.assertIn("Revenue", names)
        self.assertIn("Close to the works council", names)
        self.assertEqual(len(names), 3)

    def test_copy_is_for_the_next_period(self):
        plan = self.plan.copy()
        self.assertEqual(fields.Date.to_string(plan.date_start), "2027-01-01")
        self.assertEqual(plan.name, "Aurora Steel 2027")
        self.assertFalse(plan.previous_id)

    def test_account_shows_the_plan_that_holds(self):
        self.key_account.evaluated_class = "A"
        with freeze_time("2026-06-01"):
            self.assertEqual(self.key_account.plan_id, self.plan)
            self.assertTrue(self.key_account.lacks_plan)
            self._approve()
            self.key_account.invalidate_recordset()
            self.assertFalse(self.key_account.lacks_plan)

    def test_seen_with_the_account(self):
        for user, sees in (
            (self.seller, True),
            (self.expert, True),
            (self.manager, True),
            (self.other_seller, False),
            (self.foreign_manager, False),
        ):
            for record in (self.plan, self.plan.objective_ids):
                with self.subTest(user=user.login, model=record._name):
                    self.assertEqual(record.with_user(user).has_access("read"), sees)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.employee).check_access("read")


class TestPlanMeasures(PlanCommon):
    def _objective(self, measure, target=100, **vals):
        return self.env["key.account.plan.objective"].create(
            {
                "plan_id": self.plan.id,
                "name": measure,
                "measure": measure,
                "target_value": target,
                **vals,
            }
        )

    def test_revenue_of_the_period(self):
        order = self._order(400)
        order.date_order = "2026-05-01"
        before = self._order(5000)
        before.date_order = "2025-12-31"
        objective = self.plan.objective_ids
        self.assertEqual(objective.current_value, 400)
        self.assertEqual(objective.progress, 40)

    def test_revenue_with_a_solution(self):
        order = self._order(300)
        order.date_order = "2026-05-01"
        self._order(99).date_order = "2026-05-02"
        self.solution.product_ids = order.order_line.product_id.product_tmpl_id
        objective = self._objective("solution_revenue", solution_id=self.solution.id)
        self.assertEqual(objective.current_value, 300)

    def test_opportunities_won(self):
        lead = self._lead(expected_revenue=700)
        self._lead(expected_revenue=900)
        lead.action_set_won()
        lead.date_closed = "2026-03-01"
        self.assertEqual(self._objective("won_count").current_value, 1)
        self.assertEqual(self._objective("won_amount").current_value, 700)
        self.assertEqual(self._objective("pipeline").current_value, 900)

    def test_people(self):
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        person = self.env["relationship.stakeholder"].create(
            {"map_id": account_map.id, "partner_id": self.contact.id, "level": "-1"}
        )
        supporters = self._objective("supporters", 2)
        closeness = self._objective("closeness", 100)
        self.assertEqual(closeness.start_value, -100)
        person.level = "1"
        everything = supporters + closeness + self._objective("opponents", 0)
        everything.invalidate_recordset()
        self.assertEqual(everything.mapped("current_value"), [1, 100, 0])
        self.assertEqual(closeness.progress, 100)

    def test_value_is_frozen_when_the_plan_is_closed(self):
        self._order(400).date_order = "2026-05-01"
        self._approve()
        self.plan.with_user(self.manager).action_close()
        self._order(500).date_order = "2026-06-01"
        self.plan.objective_ids.invalidate_recordset()
        self.assertEqual(self.plan.objective_ids.current_value, 400)

    def test_entered_by_hand_also_when_approved(self):
        objective = self._objective("manual", 10)
        self._approve()
        objective.with_user(self.seller).manual_value = 4
        self.assertEqual(objective.progress, 40)

    @freeze_time("2026-07-02")
    def test_health_says_why(self):
        self.plan.invalidate_recordset()
        self.assertEqual(self.plan.health, "off")
        self.assertIn("50 %", self.plan.health_reason)
        self.assertIn("“Revenue”", self.plan.health_reason)
        self._order(900).date_order = "2026-05-01"
        self.plan.invalidate_recordset()
        self.plan.objective_ids.invalidate_recordset()
        self.assertEqual(self.plan.health, "on_track")

    def test_queries_do_not_grow_with_plans(self):
        def count(plans):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plans.mapped("health_reason")
            return self.cr.sql_log_count - before

        plans = self.plan
        few = count(plans)
        for place in range(8):
            partner = self.env["res.partner"].create(
                {"name": f"Account {place}", "is_company": True}
            )
            plans += self._plan(account_id=partner.id)
        self.assertLessEqual(count(plans), few + 2)


class TestConnectionGoals(PlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account_map = cls.env["relationship.map"].create(
            {"account_id": cls.account.id}
        )
        cls.department = cls.env["relationship.department"].create(
            {"name": "Board", "account_id": cls.account.id, "is_key": True}
        )
        cls.person = cls.env["relationship.stakeholder"].create(
            {
                "map_id": cls.account_map.id,
                "partner_id": cls.contact.id,
                "department_id": cls.department.id,
                "level": "-1",
                "target_level": "2",
                "has_approval": True,
                "political_status": "inner",
                "owner_id": cls.expert.id,
            }
        )

    def test_goals_are_taken_from_the_map_once(self):
        self.plan.with_user(self.seller).action_take_connections()
        goals = {goal.name: goal for goal in self.plan.connection_ids}
        self.assertEqual(set(goals), {"The whole account", "Board", "Anna Berg"})
        self.assertEqual(goals["Anna Berg"].target, 200)
        self.assertEqual(goals["Anna Berg"].baseline, -100)
        self.assertEqual(goals["Anna Berg"].user_id, self.expert)
        self.plan.action_take_connections()
        self.assertEqual(len(self.plan.connection_ids), 3)

    def test_baseline_stays_and_current_lives(self):
        self.plan.action_take_connections()
        self.person.level = "2"
        goals = self.plan.connection_ids
        goals.invalidate_recordset()
        for goal in goals:
            with self.subTest(goal.name):
                self.assertEqual(goal.baseline, -100)
                self.assertEqual(goal.current, 200)
        person = goals.filtered("stakeholder_id")
        self.assertEqual(person.progress, 100)

    def test_bad_goals(self):
        goals = self.env["key.account.plan.connection"]
        with self.assertRaisesRegex(ValidationError, "not both"):
            goals.create(
                {
                    "plan_id": self.plan.id,
                    "department_id": self.department.id,
                    "stakeholder_id": self.person.id,
                }
            )
        with self.assertRaisesRegex(ValidationError, "−200"):
            goals.create({"plan_id": self.plan.id, "target": 250})
