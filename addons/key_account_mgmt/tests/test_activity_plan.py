from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common import KeyAccountCommon


class ActivityPlanCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key_account.evaluated_class = "A"
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")

    @classmethod
    def _plan(cls, res_model="key.account", kind="solution_manager", **vals):
        """A plan of one activity for a role of the account team."""
        return cls.env["mail.activity.plan"].create(
            {
                "name": "Win them over",
                "res_model": res_model,
                "company_id": False,
                "template_ids": [
                    (
                        0,
                        0,
                        {
                            "activity_type_id": cls.todo.id,
                            "summary": "Show the solution",
                            "responsible_type": "account_role",
                            "account_role_id": cls.roles[kind].id,
                            "delay_count": 3,
                            "delay_from": "after_plan_date",
                        },
                    )
                ],
                **vals,
            }
        )

    @classmethod
    def _schedule(cls, plan, records, user=None):
        return (
            cls.env["mail.activity.schedule"]
            .with_user(user or cls.seller)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"plan_id": plan.id})
        )


class TestActivityPlan(ActivityPlanCommon):
    def test_activity_goes_to_whoever_holds_the_role(self):
        plan = self._plan()
        self._schedule(plan, self.key_account).action_schedule_plan()
        self.assertEqual(self.key_account.activity_ids.user_id, self.expert)
        self.assertEqual(self.key_account.activity_ids.summary, "Show the solution")

    def test_opportunity_and_order_find_the_team_of_their_customer(self):
        for record in (
            self._lead(partner_id=self.contact.id),
            self._order(1000, user_id=self.seller.id),
        ):
            with self.subTest(model=record._name):
                plan = self._plan(record._name)
                self._schedule(plan, record).action_schedule_plan()
                self.assertEqual(record.activity_ids.user_id, self.expert)

    def test_team_of_the_other_company_gets_nothing(self):
        lead = self._lead(company_id=self.company_b.id, user_id=False, team_id=False)
        found = self._plan("crm.lead").template_ids._determine_responsible(
            self.env.user, lead
        )
        self.assertIn("of no customer with an account team", found["error"])

    def test_who_covers_the_solution_comes_first(self):
        self.expert_member.solution_ids = self.env["key.account.solution"].create(
            {"name": "Cooling"}
        )
        self._join(self.manager, "solution_manager", solution_ids=self.solution.ids)
        template = self._plan("crm.lead").template_ids
        lead = self._lead(solution_id=self.solution.id)
        found = template._determine_responsible(self.env.user, lead)
        self.assertEqual(found["responsible"], self.manager)
        lead.solution_id = self.expert_member.solution_ids
        found = template._determine_responsible(self.env.user, lead)
        self.assertEqual(found["responsible"], self.expert)

    def test_account_manager_takes_the_task_of_a_vacant_role(self):
        template = self._plan(kind="delivery").template_ids
        found = template._determine_responsible(self.env.user, self.key_account)
        self.assertEqual(found["responsible"], self.seller)
        self.assertFalse(found["error"])
        self.assertIn("Nobody is Delivery of Aurora Steel.", found["warning"])

    def test_policy_may_refuse_to_start_with_a_vacant_role(self):
        self.key_account.policy_id.vacant_role = "refuse"
        plan = self._plan(kind="delivery")
        with self.assertRaisesRegex(ValidationError, "Nobody is Delivery of Aurora"):
            self._schedule(plan, self.key_account)
        self.assertFalse(self.key_account.activity_ids)

    def test_outsider_and_who_cannot_read_are_replaced(self):
        professor = self.env["res.partner"].create({"name": "Professor Lund"})
        self.env["key.account.member"].create(
            {
                "key_account_id": self.key_account.id,
                "role_id": self.roles["lead_expert"].id,
                "partner_id": professor.id,
            }
        )
        self._join(self.employee, "delivery")
        for kind, reason in (
            ("lead_expert", "Professor Lund.*works outside the company"),
            ("delivery", "key_employee.*may not read"),
        ):
            with self.subTest(kind=kind):
                template = self._plan(kind=kind).template_ids
                found = template._determine_responsible(self.env.user, self.key_account)
                self.assertEqual(found["responsible"], self.seller)
                self.assertRegex(found["warning"], reason)

    def test_nobody_at_all(self):
        self.key_account.member_ids.unlink()
        self.account.user_id = False
        template = self._plan().template_ids
        found = template._determine_responsible(self.env.user, self.key_account)
        self.assertFalse(found["responsible"])
        self.assertIn("no account manager either", found["error"])

    def test_role_is_needed_and_only_for_documents_of_accounts(self):
        plan = self._plan()
        with self.assertRaisesRegex(ValidationError, "choose which one"):
            plan.template_ids.account_role_id = False
        with self.assertRaisesRegex(ValidationError, "belong to no key account"):
            self._plan("res.partner")

    def test_administrator_makes_a_plan_in_its_form(self):
        view = "mail.mail_activity_plan_view_form"
        plans = self.env["mail.activity.plan"].with_user(self.admin)
        with Form(plans.with_context(default_res_model="key.account"), view) as form:
            form.name = "Visit"
        plan = form.record
        plan.template_ids = [
            (
                0,
                0,
                {
                    "responsible_type": "account_role",
                    "account_role_id": self.roles["sponsor"].id,
                },
            )
        ]
        plan.template_ids.responsible_type = "on_demand"
        self.assertFalse(plan.template_ids.account_role_id)
        with self.assertRaises(AccessError):
            plan.with_user(self.manager).name = "Call"
