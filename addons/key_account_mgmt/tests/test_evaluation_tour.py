from odoo.tests import HttpCase, tagged

from .common_evaluation import EvaluationCommon


@tagged("post_install", "-at_install")
class TestEvaluationTour(EvaluationCommon, HttpCase):
    def test_from_estimate_to_class(self):
        url = f"/odoo/key-accounts/{self.key_account.id}"
        self.start_tour(url, "key_account_evaluation_tour", login=self.manager.login)
        self.assertEqual(self.key_account.potential, 4000)
        self.assertFalse(self.key_account.class_override)
        notes = self.key_account.message_ids.tracking_value_ids
        self.assertIn("A", notes.mapped("new_value_char"))
