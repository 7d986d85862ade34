from odoo.exceptions import AccessError, UserError, ValidationError

from .test_pursuit import PursuitCommon


class TestWinLoss(PursuitCommon):
    def _reviews(self):
        return self.env["crm.lead.review"].search([("lead_id", "=", self.lead.id)])

    def _lose(self):
        self.lead.with_user(self.seller).action_set_lost()
        return self._reviews().with_user(self.seller)

    def test_losing_asks_the_salesperson_why(self):
        review = self._lose()
        self.assertEqual(review.outcome, "lost")
        self.assertEqual(review.activity_ids.user_id, self.seller)
        self.assertEqual(review.read(["lead_id"])[0]["lead_id"][0], self.lead.id)

    def test_winning_too(self):
        self.lead.action_set_won()
        self.assertEqual(self._reviews().outcome, "won")

    def test_small_tiers_are_not_asked(self):
        self.lead.expected_revenue = 500
        self.lead.action_set_won()
        self.assertFalse(self._reviews())

    def test_opening_again_drops_the_open_review(self):
        self._lose()
        self.lead.action_unarchive()
        self.lead.probability = 20
        self.assertFalse(self._reviews())

    def test_a_review_names_a_reason_and_who_won(self):
        review = self._lose()
        with self.assertRaisesRegex(UserError, "main reason"):
            review.action_finish()
        review.write(
            {
                "main_reason_id": self.env.ref(
                    "key_account_mgmt.review_reason_price_lost"
                ).id,
                "winner_id": self.rival.id,
                "award_amount": 350_000,
            }
        )
        review.action_finish()
        self.assertTrue(self.rival.is_winner)
        self.assertEqual(self.lead.award_amount, 350_000)
        self.assertFalse(review.activity_ids)
        self.lead.with_user(self.seller).action_unarchive()
        self.assertEqual(self._reviews(), review, "what is done stays")

    def test_reasons_fit_the_outcome(self):
        review = self._lose()
        with self.assertRaisesRegex(ValidationError, "Our price"):
            review.main_reason_id = self.env.ref(
                "key_account_mgmt.review_reason_price_won"
            )

    def test_others_do_not_see_it(self):
        review = self._lose()
        self.assertTrue(review.with_user(self.expert).read(["outcome"]))
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            with self.assertRaises(AccessError):
                review.with_user(user).read(["outcome"])

    def test_many_close_with_few_queries(self):
        def close(number):
            leads = self.env["crm.lead"].union(
                *(self._lead(expected_revenue=400_000) for __ in range(number))
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads.write({"active": False, "probability": 0})
            leads._follow_up_closing()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        close(1)
        self.assertLess(close(8), close(2) + 6 * 45)
