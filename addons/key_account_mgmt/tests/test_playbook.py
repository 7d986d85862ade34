from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .test_activity_plan import ActivityPlanCommon


class TestPlaybook(ActivityPlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = cls.env["key.account.playbook.run"]
        cls.playbooks = cls.env["key.account.playbook"]
        cls.playbooks.search([]).active = False
        cls.env["crm.stage.gate"].search([]).unlink()
        cls.key_account.is_key_account = True
        cls.cr.flush()

    @classmethod
    def _playbook(cls, trigger, res_model, **vals):
        return cls.playbooks.create(
            {
                "name": f"On {trigger}",
                "trigger": trigger,
                "plan_id": cls._plan(res_model).id,
                **vals,
            }
        )

    def _customer(self, name):
        return self.env["res.partner"].create(
            {"name": name, "is_company": True, "user_id": self.seller.id}
        )

    # ------------------------------------------------------------------- events

    def test_new_key_account_without_opportunity_is_incubated(self):
        playbook = self._playbook("became_key", "key.account")
        busy, free = self.env["key.account"].create(
            [{"account_id": self._customer(name).id} for name in ("Busy", "Free")]
        )
        self._lead(partner_id=busy.account_id.id)
        (busy + free).is_key_account = True
        self.cr.flush()
        self.assertEqual(playbook.run_ids.key_account_id, free)
        self.assertTrue(playbook.run_ids.is_automatic)
        self.assertEqual(free.activity_ids.user_id, self.seller)
        self.assertFalse(busy.activity_ids)

    def test_account_that_becomes_key_again_is_not_incubated_twice(self):
        playbook = self._playbook("became_key", "key.account")
        account = self.env["key.account"].create(
            {"account_id": self._customer("Nova").id, "is_key_account": True}
        )
        self.cr.flush()
        account.is_key_account = False
        account.is_key_account = True
        self.cr.flush()
        self.assertEqual(len(playbook.run_ids), 1)
        self.assertEqual(len(account.activity_ids), 1)

    def test_opportunity_of_the_same_moment_counts(self):
        playbook = self._playbook("became_key", "key.account")
        customer = self._customer("Nova")
        self.env["key.account"].create(
            {"account_id": customer.id, "is_key_account": True}
        )
        self._lead(partner_id=customer.id)
        self.cr.flush()
        self.assertFalse(playbook.run_ids)

    def test_many_new_key_accounts_take_no_query_each(self):
        self._playbook("became_key", "key.account")

        def become_key(count):
            accounts = self.env["key.account"].create(
                [
                    {"account_id": self._customer(f"Nova {count} {number}").id}
                    for number in range(count)
                ]
            )
            self._join(self.expert, "solution_manager", account=accounts[0])
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            matches = self.playbooks._get_automatic("became_key")
            matches._get_accounts_to_start(accounts.sudo(), True)
            templates = matches.plan_id.template_ids
            lines = templates._assign({account: account for account in accounts.sudo()})
            self.assertEqual(len(lines), count)
            return self.cr.sql_log_count - start

        become_key(2)
        small = become_key(4)
        self.assertLessEqual(become_key(40), small)

    def test_opportunity_enters_pursuit_by_stage_or_probability(self):
        stage = self.env["crm.stage"].create({"name": "Solution", "sequence": 50})
        playbook = self._playbook(
            "lead_pursuit", "crm.lead", stage_ids=stage.ids, min_probability=70
        )
        by_stage, by_probability, neither = (
            self._lead(name=name, probability=10) for name in "abc"
        )
        self.assertFalse(playbook.run_ids)
        by_stage.with_user(self.seller).stage_id = stage
        by_probability.with_user(self.seller).probability = 75
        neither.with_user(self.seller).probability = 30
        self.assertEqual(
            sorted(playbook.run_ids.mapped("res_id")),
            (by_stage + by_probability).ids,
        )
        self.assertEqual(by_stage.activity_ids.user_id, self.expert)
        by_stage.probability = 80
        by_stage.stage_id = neither.stage_id
        by_stage.stage_id = stage
        self.assertEqual(len(by_stage.activity_ids), 1)

    def test_opportunity_won(self):
        playbook = self._playbook("lead_won", "crm.lead")
        lead = self._lead()
        lead.with_user(self.seller).action_set_won()
        self.assertEqual(playbook.run_ids.res_name, lead.display_name)

    def test_order_confirmed(self):
        playbook = self._playbook("order_confirmed", "sale.order")
        order = self._order(1000, state="draft", user_id=self.seller.id)
        order.with_user(self.seller).action_confirm()
        self.assertEqual(playbook.run_ids.key_account_id, self.key_account)
        self.assertEqual(order.activity_ids.user_id, self.expert)
        note = order.message_ids.filtered(lambda m: "On order_confirmed" in m.body)
        self.assertEqual(len(note), 1)

    def test_customers_who_are_no_key_accounts_start_nothing(self):
        playbook = self._playbook("order_confirmed", "sale.order")
        self.key_account.is_key_account = False
        self._order(1000, state="draft").action_confirm()
        self.assertFalse(playbook.run_ids)
        playbook.key_only = False
        self._order(1000, state="draft").action_confirm()
        self.assertEqual(len(playbook.run_ids), 1)

    def test_imported_history_starts_nothing(self):
        playbook = self._playbook("lead_won", "crm.lead")
        lead = self._lead()
        lead.with_context(mail_activity_automation_skip=True).action_set_won()
        self.assertFalse(playbook.run_ids)

    def test_playbook_of_another_company_starts_nothing(self):
        playbook = self._playbook(
            "order_confirmed", "sale.order", company_id=self.company_b.id
        )
        self._order(1000, state="draft").action_confirm()
        self.assertFalse(playbook.run_ids)

    def test_vacant_role_blocks_the_playbook_and_not_the_order(self):
        playbook = self._playbook("order_confirmed", "sale.order")
        self.key_account.policy_id.vacant_role = "refuse"
        self.expert_member.unlink()
        order = self._order(1000, state="draft", user_id=self.seller.id)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.activity_ids)
        run = playbook.run_ids
        self.assertEqual(run.state, "blocked")
        self.assertIn("Nobody is Solution Manager of Aurora Steel", run.message)
        self._join(self.expert, "solution_manager")
        run.with_user(self.seller).action_start_again()
        self._schedule(playbook.plan_id, order).action_schedule_plan()
        self.assertEqual(playbook.run_ids, run)
        self.assertEqual(run.state, "started")
        self.assertEqual(order.activity_ids.user_id, self.expert)

    # ------------------------------------------------------------------ by hand

    def test_started_by_hand_once(self):
        playbook = self._playbook("manual", "crm.lead")
        lead = self._lead()
        self._schedule(playbook.plan_id, lead).action_schedule_plan()
        self.assertEqual(playbook.run_ids.user_id, self.seller)
        with self.assertRaisesRegex(ValidationError, "already started on"):
            self._schedule(playbook.plan_id, lead)
        self.assertEqual(len(lead.activity_ids), 1)

    def test_two_dialogs_at_once_start_it_once(self):
        playbook = self._playbook("manual", "crm.lead")
        lead = self._lead()
        first = self._schedule(playbook.plan_id, lead)
        second = self._schedule(playbook.plan_id, lead)
        first.action_schedule_plan()
        with self.assertRaisesRegex(UserError, "already started on"):
            second.action_schedule_plan()

    def test_script_starts_it_where_it_may_write(self):
        playbook = self._playbook("manual", "crm.lead")
        lead = self._lead()
        run = playbook.with_user(self.seller).start_on(lead.ids)
        self.assertEqual(run.res_id, lead.id)
        self.assertFalse(run.is_automatic)
        self.assertEqual(run.user_id, self.seller)
        with self.assertRaises(AccessError):
            playbook.with_user(self.other_seller).start_on(lead.ids)
        self.assertFalse(playbook.start_on(lead.ids))

    def test_tactic_becomes_activities_of_the_account(self):
        tactic = self.key_account.strategy_id.tactic_ids[0]
        seen = self.key_account.with_user(self.seller)
        action = (
            tactic.with_user(self.seller)
            .with_context(key_account_id=seen.id)
            .action_start()
        )
        scheduler = (
            self.env["mail.activity.schedule"]
            .with_user(self.seller)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(scheduler.plan_id, tactic.plan_id)
        scheduler.action_schedule_plan()
        run = seen.playbook_run_ids
        self.assertEqual(run.tactic_id, tactic)
        self.assertEqual(run.name, tactic.name)
        self.assertEqual(len(seen.activity_ids), len(tactic.template_ids))
        self._schedule(tactic.plan_id, self.key_account).action_schedule_plan()
        self.assertEqual(len(seen.playbook_run_ids), 2)

    def test_tactic_needs_an_account(self):
        with self.assertRaisesRegex(UserError, "Open the account that needs"):
            self.env["key.account.tactic"].search([], limit=1).action_start()

    def test_account_is_offered_the_tactics_of_its_strategy(self):
        scheduler = (
            self.env["mail.activity.schedule"]
            .with_user(self.seller)
            .with_context(active_model="key.account", active_ids=self.key_account.ids)
            .new({})
        )
        offered = scheduler.plan_available_ids.tactic_ids.strategy_id
        self.assertEqual(offered._origin, self.key_account.strategy_id)

    # ------------------------------------------------------------ bad input, rights

    def test_event_and_plan_must_be_about_the_same_document(self):
        with self.assertRaisesRegex(ValidationError, "cannot start by itself"):
            self._playbook("order_confirmed", "crm.lead")

    def test_pursuit_must_be_defined(self):
        with self.assertRaisesRegex(ValidationError, "stages or a probability"):
            self._playbook("lead_pursuit", "crm.lead")

    def test_copy_has_its_own_plan(self):
        playbook = self._playbook("manual", "crm.lead")
        self.assertNotEqual(playbook.copy().plan_id, playbook.plan_id)

    def test_each_strategy_ships_tactics_with_activities(self):
        for strategy in self.env["key.account.strategy"].search([]):
            with self.subTest(strategy=strategy.name):
                self.assertTrue(strategy.tactic_ids)
                self.assertTrue(all(strategy.tactic_ids.mapped("steps_count")))

    def test_log_is_seen_with_the_account_and_written_by_nobody(self):
        self._playbook("manual", "crm.lead").start_on(self._lead().ids)
        run = self.key_account.playbook_run_ids
        for user, may in (
            (self.seller, True),
            (self.expert, True),
            (self.manager, True),
            (self.other_seller, False),
            (self.foreign_manager, False),
            (self.employee, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(run.with_user(user).has_access("read"), may)
                self.assertFalse(run.with_user(user).has_access("write"))
        self.assertTrue(run.with_user(self.manager).has_access("unlink"))

    def test_only_administrators_write_playbooks(self):
        playbook = self._playbook("manual", "crm.lead")
        self.assertTrue(playbook.with_user(self.admin).has_access("write"))
        self.assertFalse(playbook.with_user(self.manager).has_access("write"))

    def test_deleted_document(self):
        lead = self._lead()
        run = self._playbook("manual", "crm.lead").start_on(lead.ids)
        self.assertEqual(run.action_open_document()["res_id"], lead.id)
        lead.unlink()
        with self.assertRaisesRegex(UserError, "was deleted"):
            run.action_open_document()

    def test_deadlines_count_from_the_start(self):
        lead = self._lead()
        self._playbook("manual", "crm.lead").start_on(lead.ids)
        self.assertEqual(
            lead.activity_ids.date_deadline,
            fields.Date.add(fields.Date.today(), days=3),
        )
