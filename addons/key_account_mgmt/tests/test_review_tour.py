from odoo.tests import HttpCase, tagged

from .test_review import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewTour(ReviewCommon, HttpCase):
    def test_review_from_my_list_to_its_outcome(self):
        template = self.env.ref("key_account_mgmt.key_account_review_template_plan")
        template.line_ids[1:].unlink()
        review = self._review()
        self._order(1000)
        self.start_tour(
            "/odoo/my-account-reviews",
            "key_account_review_tour",
            login=self.seller.login,
        )
        self.assertEqual(review.state, "done")
        self.assertEqual(review.outcome, "adjusted")
        self.assertEqual(review.follow_up_ids.user_id, self.seller)
        self.assertEqual(review.follow_up_ids.res_model, "key.account")
