from contextlib import contextmanager

from odoo.exceptions import UserError, ValidationError

from .test_plan import PlanCommon


class TestPlanApprovalGuard(PlanCommon):
    """Nobody gets past the approval, by RPC or by import."""

    @contextmanager
    def _refused(self, error, text):
        """Expect an error, and undo what led to it, as a request does."""
        with self.assertRaises(error) as caught:
            yield
        self.assertIn(text, str(caught.exception))

    def test_state_and_revision_follow_from_the_buttons(self):
        plan = self.plan.with_user(self.seller)
        for vals in (
            {"state": "approved"},
            {"approved_by_id": self.manager.id},
            {"approved_on": "2026-01-01 00:00:00"},
            {"revision": 7},
            {"previous_id": self._plan("2027-01-01", "2027-12-31").id},
        ):
            with self.subTest(vals), self._refused(UserError, "buttons"):
                plan.write(vals)
        self.assertEqual((self.plan.state, self.plan.revision), ("draft", 1))

    def test_no_plan_is_born_approved(self):
        plans = self.env["key.account.plan"].with_user(self.seller)
        vals = {
            "key_account_id": self.key_account.id,
            "date_start": "2027-01-01",
            "date_end": "2027-12-31",
        }
        with self._refused(UserError, "buttons"):
            plans.create({**vals, "state": "approved"})
        with self._refused(UserError, "buttons"):
            plans.with_context(default_state="approved").create(vals)
        self.assertEqual(plans.create(vals).state, "draft")

    def test_nobody_appoints_themselves(self):
        plan = self.plan.with_user(self.seller)
        with self._refused(ValidationError, "cannot approve"):
            plan.approver_id = self.seller
        plan.action_submit()
        with self._refused(ValidationError, "cannot approve"):
            plan.approver_id = self.expert
        self.assertEqual(self.plan.approver_id, self.manager)

    def test_leader_of_the_team_approves(self):
        self.env["crm.team.member"].create(
            {"crm_team_id": self.team.id, "user_id": self.seller.id}
        )
        self.team.user_id = self.expert
        self.key_account.team_id = self.team
        self.plan.approver_id = self.expert
        self.plan.with_user(self.seller).action_submit()
        self.plan.with_user(self.expert).action_approve()
        self.assertEqual(self.plan.approved_by_id, self.expert)

    def test_whole_way_as_the_people_it_is_for(self):
        self._approve()
        revision = self.env["key.account.plan"].browse(
            self.plan.with_user(self.seller).action_revise()["res_id"]
        )
        revision.with_user(self.seller).customer_note = "<p>New owner</p>"
        self._approve(revision)
        revision.with_user(self.seller).action_close()
        self.assertEqual(
            (self.plan.state, revision.state, revision.previous_id),
            ("superseded", "closed", self.plan),
        )

    def test_strangers_do_not_revise(self):
        self._approve()
        with self.assertRaises(UserError):
            self.plan.with_user(self.other_seller).action_revise()
        self.assertFalse(self.plan.next_ids)

    def test_line_is_not_moved_into_an_approved_plan(self):
        draft = self._plan("2027-01-01", "2027-12-31")
        self._approve()
        with self.assertRaisesRegex(UserError, "no draft any more"):
            draft.objective_ids.with_user(self.seller).plan_id = self.plan

    def test_what_was_reached_is_not_written(self):
        self._approve()
        objective = self.plan.objective_ids.with_user(self.seller)
        with self.assertRaisesRegex(UserError, "when it is closed"):
            objective.final_value = 1000000


class TestPlanOfItsAccount(PlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create(
            {"name": "Borealis Paper", "is_company": True}
        )
        other_map = cls.env["relationship.map"].create({"account_id": cls.other.id})
        cls.stranger = cls.env["relationship.stakeholder"].create(
            {
                "map_id": other_map.id,
                "partner_id": cls.env["res.partner"]
                .create({"name": "Odd Lie", "parent_id": cls.other.id})
                .id,
            }
        )
        cls.department = cls.env["relationship.department"].create(
            {"name": "Pulp", "account_id": cls.other.id}
        )

    def test_goals_and_sponsors_are_people_of_the_account(self):
        for model, vals in (
            ("connection", {"stakeholder_id": self.stranger.id}),
            ("connection", {"department_id": self.department.id}),
            ("priority", {"name": "Uptime", "sponsor_id": self.stranger.id}),
        ):
            with (
                self.subTest(vals),
                self.assertRaisesRegex(ValidationError, "belongs to Borealis Paper"),
            ):
                self.env[f"key.account.plan.{model}"].create(
                    {"plan_id": self.plan.id, **vals}
                )

    def test_plan_with_people_stays_with_its_account(self):
        self.plan.priority_ids = [(0, 0, {"name": "Uptime"})]
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        self.plan.priority_ids.sponsor_id = self.env["relationship.stakeholder"].create(
            {"map_id": account_map.id, "partner_id": self.contact.id}
        )
        other = self.env["key.account"].create({"account_id": self.other.id})
        with self.assertRaisesRegex(ValidationError, "belongs to Aurora Steel"):
            self.plan.key_account_id = other


class TestPlanOfThePeriod(PlanCommon):
    def test_next_period_starts_from_where_we_are(self):
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        person = self.env["relationship.stakeholder"].create(
            {"map_id": account_map.id, "partner_id": self.contact.id, "level": "-1"}
        )
        self.plan.connection_ids = [(0, 0, {"stakeholder_id": person.id})]
        self.plan.objective_ids = [
            (0, 0, {"name": "Near", "measure": "closeness", "target_value": 100})
        ]
        person.level = "1"
        self.env.flush_all()
        self.env.invalidate_all()
        following = self.plan.copy()
        self.assertEqual(self.plan.connection_ids.baseline, -100)
        self.assertEqual(following.connection_ids.baseline, 100)
        self.assertEqual(following.objective_ids.mapped("start_value"), [0, 100])

    def test_revision_keeps_where_it_started(self):
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        person = self.env["relationship.stakeholder"].create(
            {"map_id": account_map.id, "partner_id": self.contact.id, "level": "-1"}
        )
        self.plan.connection_ids = [(0, 0, {"stakeholder_id": person.id})]
        self._approve()
        person.level = "2"
        self.plan.action_revise()
        self.assertEqual(self.plan.next_ids.connection_ids.baseline, -100)

    def test_objectives_of_one_name_are_told_apart(self):
        self._approve()
        self.plan.action_revise()
        revision = self.plan.next_ids
        revision.objective_ids = [
            (0, 0, {"name": "Revenue", "measure": "pipeline", "target_value": 7})
        ]
        changes = revision._get_changes(self.plan)
        self.assertEqual(len(changes), 1)
        _part, name, before, after = changes[0]
        self.assertEqual((name, before), ("Revenue", ""))
        self.assertIn("Open Pipeline", after)


class TestPlanMoney(PlanCommon):
    def _objectives(self, measure, count=1, **vals):
        return self.env["key.account.plan.objective"].create(
            [
                {
                    "plan_id": self.plan.id,
                    "name": f"{measure} {number}",
                    "measure": measure,
                    "target_value": 100,
                    **vals,
                }
                for number in range(count)
            ]
        )

    def test_solution_is_needed(self):
        with self.assertRaisesRegex(ValidationError, "choose the solution"):
            self._objectives("solution_revenue")

    def test_product_counts_for_one_solution(self):
        order = self._order(300)
        order.date_order = "2026-05-01"
        product = order.order_line.product_id.product_tmpl_id
        product.categ_id = self.env["product.category"].create({"name": "Mills"})
        by_category = self.env["key.account.solution"].create(
            {"name": "All Mills", "categ_ids": [(6, 0, product.categ_id.ids)]}
        )
        category = self._objectives("solution_revenue", solution_id=by_category.id)
        self.assertEqual(category.current_value, 300)
        self.solution.product_ids = product
        named = self._objectives("solution_revenue", solution_id=self.solution.id)
        category.invalidate_recordset()
        self.assertEqual((named.current_value, category.current_value), (300, 0))

    def test_white_space_won(self):
        old = self._order(100)
        old.date_order = "2025-06-01"
        new = self._order(200)
        new.date_order = "2026-05-01"
        self.solution.product_ids = new.order_line.product_id.product_tmpl_id
        self.env["key.account.solution"].create(
            {
                "name": "Known",
                "product_ids": [(6, 0, old.order_line.product_id.product_tmpl_id.ids)],
            }
        )
        again = old.copy()
        again.state = "sale"
        again.date_order = "2026-03-01"
        won = self._objectives("white_space_won", target_value=2)
        self.assertEqual((won.start_value, won.current_value), (0, 1))
        self.assertEqual(won.progress, 50)

    def test_opportunities_of_another_company_do_not_count(self):
        self._lead(expected_revenue=900)
        self._lead(
            expected_revenue=50000,
            company_id=self.company_b.id,
            user_id=False,
            team_id=False,
        )
        pipeline = self._objectives("pipeline")
        both = pipeline.with_context(
            allowed_company_ids=(self.env.company + self.company_b).ids
        )
        self.assertEqual(both.current_value, 900)

    def test_queries_do_not_grow_with_objectives(self):
        few = self._objectives("solution_revenue", 1, solution_id=self.solution.id)
        many = self._objectives("solution_revenue", 12, solution_id=self.solution.id)

        def count(objectives):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            objectives.mapped("current_value")
            return self.cr.sql_log_count - before

        self.assertEqual(count(many), count(few))
