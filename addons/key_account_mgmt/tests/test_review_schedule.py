from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import freeze_time

from .test_review import ReviewCommon

KINDS = ("plan", "evaluation", "coverage", "strategy")


class TestReviewSchedule(ReviewCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviews = cls.env["key.account.review"]

    def _run(self, day):
        """Run the daily job of a day; the reviews of the account that are open then."""
        with freeze_time(day):
            self._run_daily_job()
        return self.key_account.review_ids.filtered(lambda r: r.date_done is False)

    def _due(self):
        return {
            kind: day
            for account_id, kind, day in self.reviews._get_due()
            if account_id == self.key_account.id
        }

    def _held_on(self, day, kind="plan"):
        with freeze_time(day):
            review = self._review(kind)
            self._hold(review)
        return review

    def test_reviews_create_themselves_ahead_and_only_once(self):
        self.assertFalse(self._due(), "a new account has a period ahead of it")
        for kind in KINDS:
            self._held_on(self.today, kind)
        notice = timedelta(days=self.policy.review_notice_days)
        quarter = self.today + relativedelta(months=3)
        self.assertFalse(self._run(quarter - notice - timedelta(days=1)))
        created = self._run(quarter - notice)
        self.assertEqual(set(created.mapped("kind")), {"plan", "evaluation"})
        self.assertEqual(set(created.mapped("date_due")), {quarter})
        self.assertEqual(created.user_id, self.seller)
        self.assertTrue(all(created.mapped("is_automatic")))
        self.assertTrue(all(created.mapped("line_ids")))
        self.assertEqual(self._run(quarter - notice), created)
        half = self.today + relativedelta(months=6)
        self.assertEqual(set(self._run(half).mapped("kind")), set(KINDS))

    def test_first_reviews_are_spread_over_the_second_half_of_the_period(self):
        """A tenth of the accounts at a time, by their number."""
        spread = timedelta(days=self.key_account.id % 10 * 3 * 3 // 2)
        notice = timedelta(days=self.policy.review_notice_days)
        first = self.today + relativedelta(months=3) - spread
        with freeze_time(first - notice - timedelta(days=1)):
            self.assertNotIn("plan", self._due())
        with freeze_time(first - notice):
            self.assertEqual(self._due()["plan"], first)
        self.assertGreaterEqual(first, self.today + timedelta(days=45))

    def test_next_period_starts_when_the_last_review_was_held(self):
        late = self.today - timedelta(days=20)
        self._held_on(late)
        with freeze_time(late + relativedelta(months=3)):
            self.assertEqual(self._due()["plan"], late + relativedelta(months=3))

    def test_cancelled_review_is_not_asked_for_again_in_its_period(self):
        review = self._review(days=5)
        due = review.date_due
        review.action_cancel()
        with freeze_time(due + timedelta(days=30)):
            self.assertNotIn("plan", self._due())
        with freeze_time(due + relativedelta(months=3)):
            self.assertEqual(self._due()["plan"], due + relativedelta(months=3))

    def test_zero_months_means_never(self):
        self._held_on(self.today - timedelta(days=400))
        self.assertIn("plan", self._due())
        self.policy.plan_review_months = 0
        self.assertNotIn("plan", self._due())

    def test_change_of_class_gives_notice(self):
        self.key_account.evaluated_class = "D"
        self._held_on(self.today - timedelta(days=200), "evaluation")
        self.assertNotIn("evaluation", self._due())
        self.key_account.evaluated_class = "A"
        notice = timedelta(days=self.policy.review_notice_days)
        self.assertEqual(self._due()["evaluation"], self.today + notice)

    def test_account_without_class_or_archived_is_left_alone(self):
        self._held_on(self.today - timedelta(days=400))
        self.key_account.active = False
        self.assertFalse(self._due())
        self.key_account.write({"active": True, "evaluated_class": False})
        self.assertFalse(self._due())

    def test_policy_of_the_company_comes_first(self):
        self._held_on(self.today - timedelta(days=100))
        self.assertIn("plan", self._due())
        self.policy.copy({"company_id": self.env.company.id, "plan_review_months": 12})
        self.assertNotIn("plan", self._due())

    def test_open_review_planned_by_hand_is_the_next(self):
        self._held_on(self.today - timedelta(days=400))
        by_hand = self._review(days=60)
        self.assertNotIn("plan", self._due())
        by_hand.active = False
        self.assertIn("plan", self._due())

    def test_queries_do_not_grow_with_the_number_of_accounts(self):
        def accounts(count):
            partners = self.env["res.partner"].create(
                [
                    {
                        "name": f"Plant {number}",
                        "is_company": True,
                        "user_id": self.seller.id,
                    }
                    for number in range(count)
                ]
            )
            return self.env["key.account"].create(
                [
                    {"account_id": partner.id, "evaluated_class": "A"}
                    for partner in partners
                ]
            )

        def measure(count):
            due = [(account.id, "plan", self.today) for account in accounts(count)]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reviews._create_due(due)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        measure(2)
        # Rows are inserted a hundred at a time.
        self.assertLess(measure(60), measure(3) + 6)
