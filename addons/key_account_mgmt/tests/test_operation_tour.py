from odoo.tests import HttpCase, tagged

from .common import KeyAccountCommon


@tagged("post_install", "-at_install")
class TestOperationTour(KeyAccountCommon, HttpCase):
    def test_from_tactic_and_idea_to_the_opportunity(self):
        self.key_account.evaluated_class = "A"
        self.start_tour(
            "/odoo/key-accounts",
            "key_account_operation_tour",
            login=self.seller.login,
        )
        self.assertEqual(self.key_account.activity_ids.mapped("user_id"), self.seller)
        idea = self.key_account.idea_ids
        self.assertEqual(idea.lead_id.expected_revenue, 50000)
        self.assertEqual(idea.lead_id.seeded_by_id, self.seller.partner_id)
