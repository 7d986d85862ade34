from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import KeyAccountCommon


@tagged("post_install", "-at_install")
class TestAssessmentTour(KeyAccountCommon, HttpCase):
    def test_a_year_is_assessed_and_closed(self):
        self.key_account.is_key_account = True
        self._order(300, days_ago=0)
        self.start_tour(
            "/odoo/account-assessments",
            "key_account_assessment_tour",
            login=self.manager.login,
        )
        record = self.env["key.account.assessment"].search(
            [("key_account_id", "=", self.key_account.id)]
        )
        self.assertEqual(record.state, "closed")
        self.assertEqual(record.year, fields.Date.today().year)
        self.assertEqual(record.revenue, 300)
        self.assertIn("Well done", record.note)

    def test_a_seller_reads_their_own(self):
        self.key_account.is_key_account = True
        self.env["key.account.assessment.run"].create(
            {"year": fields.Date.today().year}
        ).action_run()
        self.start_tour(
            "/odoo/account-assessments",
            "key_account_assessment_seller_tour",
            login=self.seller.login,
        )
