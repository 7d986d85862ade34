from odoo.tests import HttpCase, tagged

from .test_alert import AlertCommon


@tagged("post_install", "-at_install")
class TestAlertTour(AlertCommon, HttpCase):
    def test_from_the_bell_to_the_snooze(self):
        anna = self._add(self.anna, has_veto=True, level="-1", owner_id=self.seller.id)
        self.env.cr.flush()
        self.start_tour("/odoo", "relationship_alert_tour", login=self.seller.login)
        alert = self._alerts("veto_holder", state="snoozed")
        self.assertEqual(alert.stakeholder_id, anna)
        self.assertEqual(alert.activity_ids.user_id, self.seller)
