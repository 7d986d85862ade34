from odoo.tests import HttpCase, tagged

from .common_signal import SignalCommon


@tagged("post_install", "-at_install")
class TestGapsTour(SignalCommon, HttpCase):
    def test_from_gap_to_planned_step(self):
        """A seller closes gaps of a map and plans the next step."""
        self.env["relationship.activity.effect"].search([]).unlink()
        self.env["relationship.activity.effect"].create(
            {
                "company_id": self.env.company.id,
                "activity_type_id": self.types["meeting"].id,
                "cases": 5,
                "rises": 3,
            }
        )
        self._add(self.anna)
        self._mail(self.bruno, self.own)
        self.signals._refresh()
        url = f"/odoo/{self.account_map.id}/relationship-map"
        self.start_tour(url, "relationship_gaps_tour", login=self.seller.login)
        people = self.account_map.stakeholder_ids
        placeholder = people.filtered("is_placeholder")
        self.assertEqual(placeholder.role_id, self.roles["champion"])
        bruno = people.filtered(lambda person: person.partner_id == self.bruno)
        activity = bruno.activity_ids
        self.assertEqual(activity.activity_type_id, self.types["meeting"])
        self.assertEqual(activity.user_id, self.seller)
