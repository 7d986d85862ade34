from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class ReviewCommon(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.key_account.evaluated_class = "A"
        cls.policy = cls.key_account.policy_id

    @classmethod
    def _review(cls, kind="plan", days=7, **vals):
        """A review of the account that is due in so many days."""
        return cls.env["key.account.review"].create(
            {
                "key_account_id": cls.key_account.id,
                "kind": kind,
                "date_due": cls.today + timedelta(days=days),
                **vals,
            }
        )

    @classmethod
    def _hold(cls, review, outcome="confirmed", **vals):
        """Check every point and finish a review."""
        review.line_ids.is_done = True
        review.write({"outcome": outcome, **vals})
        review.action_done()

    def _run_daily_job(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["key.account.review"]._cron_create_reviews()
        self.env.invalidate_all()


class TestReview(ReviewCommon):
    def test_checklist_comes_from_the_template_of_kind_and_class(self):
        shared = self.env.ref("key_account_mgmt.key_account_review_template_plan")
        self.assertEqual(
            self._review().line_ids.mapped("name"), shared.line_ids.mapped("name")
        )
        own = shared.copy({"account_class": "A", "company_id": False})
        other = shared.copy({"account_class": "B", "company_id": False})
        coverage = self._review("coverage")
        self.assertNotIn(coverage.template_id, own + other)
        self.key_account.review_ids.filtered(
            lambda review: review.kind == "plan"
        ).action_cancel()
        self.assertEqual(self._review().template_id, own)

    def test_checklist_speaks_the_language_of_the_responsible(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.seller.lang = "fr_FR"
        template = self.env.ref("key_account_mgmt.key_account_review_template_plan")
        template.line_ids[0].with_context(lang="fr_FR").name = "Objectifs"
        self.assertEqual(self._review().line_ids[0].name, "Objectifs")

    def test_facts_are_those_of_the_day(self):
        self._order(40000)
        self._order(7000, days_ago=500)
        self._lead(expected_revenue=900)
        self._lead(expected_revenue=100, partner_id=self.contact.id)
        lost = self._lead(expected_revenue=5000)
        lost.action_set_lost()
        review = self._review()
        self.assertEqual(review.facts_date, self.today)
        self.assertEqual(review.account_class, "A")
        self.assertEqual(review.revenue, 40000)
        self.assertEqual(review.opportunity_count, 2)
        self.assertEqual(review.opportunity_amount, 1000)
        self.assertIs(review.closeness, False, "nobody is on the map yet")
        missing = self.policy.role_ids - (
            self.manager_member.role_id + self.expert_member.role_id
        )
        self.assertEqual(review.gap_count, self.key_account.coverage_gap_count)
        self.assertGreaterEqual(review.gap_count, len(missing))
        for role in missing:
            self.assertIn(role.name, review.gaps)

    def test_plan_is_among_the_facts(self):
        plan = self.env["key.account.plan"].create(
            {
                "name": "Growth",
                "key_account_id": self.key_account.id,
                "date_start": self.today - timedelta(days=30),
                "date_end": self.today + timedelta(days=300),
            }
        )
        review = self._review()
        self.assertTrue(plan.health)
        self.assertEqual(review.plan_health, plan.health)
        self.assertEqual(review.plan_health_reason, plan.health_reason)
        self.assertEqual(review.action_open_plan()["res_id"], plan.id)

    def test_facts_do_not_depend_on_who_prepares_the_review(self):
        self._lead(expected_revenue=900, user_id=self.other_seller.id)
        review = self._review()
        review.with_user(self.seller).action_refresh_facts()
        self.assertEqual(review.opportunity_amount, 900)

    def test_start_takes_the_facts_anew_and_done_keeps_them(self):
        review = self._review()
        self._order(1000)
        self.assertEqual(review.revenue, 0)
        review.action_start()
        self.assertEqual(review.revenue, 1000)
        self._hold(review)
        with self.assertRaises(UserError):
            review.action_refresh_facts()

    def test_next_review_is_compared_with_the_last(self):
        account_map = self.env["relationship.map"].create(
            {"account_id": self.account.id}
        )
        person = self.env["relationship.stakeholder"].create(
            {"map_id": account_map.id, "partner_id": self.contact.id, "level": "0"}
        )
        first = self._review()
        self.assertEqual(first.closeness, 0)
        self.assertIsNot(first.closeness, False)
        self.assertIs(first.closeness_change, False)
        self._hold(first)
        person.level = "2"
        second = self._review(days=90)
        self.assertEqual(second.previous_id, first)
        self.assertEqual(second.previous_closeness, 0)
        self.assertEqual(second.closeness_change, 200)

    def test_required_points_and_outcome_before_done(self):
        review = self._review()
        review.outcome = "confirmed"
        with self.assertRaisesRegex(UserError, "Goals against progress"):
            review.action_done()
        review.line_ids.is_done = True
        review.outcome = False
        with self.assertRaisesRegex(UserError, "outcome"):
            review.action_done()
        with self.assertRaisesRegex(UserError, "outcome"):
            review.state = "done"
        self.assertEqual(review.state, "planned")

    def test_on_time_or_late(self):
        on_time, late = self._review(), self._review("coverage", days=-3)
        self.assertFalse(on_time.is_overdue)
        self.assertTrue(late.is_overdue)
        self.assertEqual(late.days_late, 3)
        overdue = self.env["key.account.review"].search(
            [("is_overdue", "=", True), ("id", "in", (on_time + late).ids)]
        )
        self.assertEqual(overdue, late)
        self.assertEqual(self.key_account.overdue_review_count, 1)
        self.assertEqual(self.key_account.open_review_count, 2)
        self.assertEqual(self.key_account.next_review_date, late.date_due)
        self._hold(on_time)
        self._hold(late)
        self.assertTrue(on_time.is_on_time)
        self.assertFalse(late.is_on_time)
        self.assertFalse(late.is_overdue)

    def test_what_is_closed_stays_as_it_was(self):
        review = self._review()
        self._hold(review)
        mine = review.with_user(self.seller)
        for change in (
            lambda: mine.write({"outcome": "changed"}),
            lambda: mine.write({"state": "planned"}),
            lambda: mine.action_reopen(),
            lambda: mine.line_ids[0].write({"is_done": False}),
            lambda: review.with_user(self.manager).write({"outcome": "changed"}),
            lambda: review.with_user(self.manager).unlink(),
        ):
            with self.assertRaisesRegex(UserError, "Plan Review: Aurora Steel"):
                change()
        review.with_user(self.manager).action_reopen()
        self.assertEqual(review.state, "in_progress")
        self.assertFalse(review.date_done)
        mine.outcome = "changed"

    def test_one_open_review_per_account_and_kind(self):
        self._review()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as raised,
            self.cr.savepoint(),
        ):
            self._review(days=30)
        message = self.env["key.account.review"]._open_uniq.get_error_message(
            self.env["key.account.review"], raised.exception.diag
        )
        self.assertIn("Aurora Steel already has an open review: Plan Review", message)

    def test_decided_strategy_becomes_that_of_the_account(self):
        withdraw = self.env.ref("key_account_mgmt.key_account_strategy_withdraw")
        review = self._review("strategy", strategy_id=withdraw.id)
        self.assertNotEqual(self.key_account.strategy_id, withdraw)
        self._hold(review)
        self.assertEqual(self.key_account.strategy_id, withdraw)

    def test_follow_up_is_an_activity_on_the_account(self):
        review = self._review()
        with (
            Form(review.with_user(self.seller)) as form,
            form.follow_up_ids.new() as line,
        ):
            line.summary = "Meet the head of operations"
            line.user_id = self.expert
        activity = review.follow_up_ids
        self.assertEqual(activity.res_model, "key.account")
        self.assertEqual(activity.res_id, self.key_account.id)
        self.assertIn(activity, self.key_account.activity_ids)
        activity.action_done()
        self.assertEqual(review.open_follow_up_count, 0)
        self._hold(review)
        self.assertEqual(self._review(days=90).previous_follow_up_ids, activity)

    def test_activity_of_the_responsible_follows_the_review(self):
        review = self._review()
        activity = review.activity_ids
        self.assertEqual(activity.user_id, self.seller)
        self.assertEqual(activity.date_deadline, review.date_due)
        self.assertIn("Aurora Steel", activity.summary)
        review.write({"user_id": self.expert.id, "date_due": self.today})
        self.assertRecordValues(
            review.activity_ids,
            [{"user_id": self.expert.id, "date_deadline": self.today}],
        )
        review.action_cancel()
        self.assertFalse(review.activity_ids)


class TestReviewResponsible(ReviewCommon):
    def test_each_kind_goes_to_its_role(self):
        self.env["crm.team"].create(
            {"name": "Steel", "user_id": self.manager.id, "member_ids": self.seller.ids}
        )
        self._join(self.admin, "sponsor")
        for kind, user, reason in (
            ("plan", self.seller, "account manager"),
            ("evaluation", self.seller, "account manager"),
            ("coverage", self.manager, "leader of the sales team"),
            ("strategy", self.admin, "sponsor"),
        ):
            with self.subTest(kind=kind):
                review = self._review(kind)
                self.assertEqual(review.user_id, user)
                self.assertIn(reason, review.responsible_reason)
                self.assertNotIn(", as ", review.responsible_reason)

    def test_account_manager_stands_in_and_says_why(self):
        self.key_account.team_id.user_id = False
        for kind, reason in (
            ("coverage", "no leader"),
            ("strategy", "no sponsor"),
        ):
            with self.subTest(kind=kind):
                review = self._review(kind)
                self.assertEqual(review.user_id, self.seller)
                self.assertIn(reason, review.responsible_reason)

    def test_primary_sponsor_before_others_and_former_ones_never(self):
        ended = {"date_end": self.today - timedelta(days=1)}
        self._join(self.other_seller, "sponsor", **ended)
        self._join(self.manager, "sponsor")
        self._join(self.admin, "sponsor", is_primary=True)
        self.assertEqual(self._review("strategy").user_id, self.admin)

    def test_chosen_by_hand(self):
        review = self._review(user_id=self.expert.id)
        self.assertEqual(review.user_id, self.expert)
        self.assertEqual(review.responsible_reason, "Chosen by hand")

    def test_nobody_to_ask(self):
        nobody = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        review = self.env["key.account.review"].create({"account_id": nobody.id})
        self.assertFalse(review.user_id)
        self.assertFalse(review.activity_ids)
        self.assertIn("Nobody yet", review.responsible_reason)
        nobody.user_id = self.seller
        self._run_daily_job()
        self.assertEqual(review.user_id, self.seller)
        self.assertEqual(review.activity_ids.user_id, self.seller)

    def test_review_of_who_left_goes_to_the_role(self):
        review = self._review(user_id=self.other_seller.id)
        self.other_seller.active = False
        self._run_daily_job()
        self.assertEqual(review.user_id, self.seller)
        self.assertEqual(review.activity_ids.user_id, self.seller)


class TestReviewAccess(ReviewCommon):
    def test_whoever_sees_the_account_sees_its_reviews(self):
        review = self._review()
        mine = [("id", "=", review.id)]
        for user in (self.seller, self.expert, self.manager, self.admin):
            with self.subTest(user=user.login):
                seen = review.with_user(user)
                self.assertEqual(seen.search(mine), review)
                self.assertTrue(seen.line_ids.has_access("write"))
                seen.read()
        for user in (self.other_seller, self.foreign_manager):
            with self.subTest(user=user.login):
                self.assertFalse(review.with_user(user).search(mine))
                line = review.line_ids[0].with_user(user)
                self.assertFalse(line.has_access("read"))
        for user in (self.employee, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                review.with_user(user).search(mine)

    def test_nobody_plans_a_review_of_an_account_they_do_not_see(self):
        with self.assertRaises(AccessError):
            self.env["key.account.review"].with_user(self.other_seller).create(
                {"key_account_id": self.key_account.id}
            )

    def test_only_managers_delete_and_only_administrators_write_templates(self):
        review = self._review()
        self.assertFalse(review.with_user(self.seller).has_access("unlink"))
        self.assertTrue(review.with_user(self.manager).has_access("unlink"))
        template = review.template_id
        self.assertTrue(template.with_user(self.seller).has_access("read"))
        self.assertFalse(template.with_user(self.manager).has_access("write"))
        self.assertTrue(template.with_user(self.admin).has_access("write"))

    def test_member_of_the_team_holds_a_review_to_the_end(self):
        review = self._review().with_user(self.expert)
        review.action_start()
        review.line_ids.is_done = True
        review.outcome = "adjusted"
        review.action_done()
        self.assertEqual(review.state, "done")


class TestReviewAlert(ReviewCommon):
    def test_overdue_review_warns_and_the_alert_closes_when_it_is_held(self):
        team = self.env["crm.team"].create(
            {"name": "Steel", "user_id": self.manager.id, "member_ids": self.seller.ids}
        )
        self.env["relationship.map"].create(
            {
                "account_id": self.account.id,
                "user_id": self.seller.id,
                "team_id": team.id,
            }
        )
        review = self._review(days=-10)
        self._review("coverage", days=0)
        rule = self.env.ref("key_account_mgmt.relationship_alert_rule_review_overdue")
        rule._evaluate()
        alert = rule.alert_ids.filtered(lambda a: a.account_id == self.account)
        self.assertEqual(alert.state, "open")
        self.assertIn("A review of the account was due", alert.message)
        self.assertIn(self.manager, alert.user_ids)
        rule._evaluate()
        self.assertEqual(
            rule.alert_ids.filtered(lambda a: a.account_id == self.account), alert
        )
        self._hold(review)
        self.env.cr.precommit.run()
        self.assertEqual(alert.state, "closed")
