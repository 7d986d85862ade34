from odoo.tests import HttpCase, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestMapTour(RelationshipCommon, HttpCase):
    """A seller works on the drawn map in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person_anna = cls._add(cls.anna)
        cls.person_bruno = cls._add(cls.bruno, reports_to_id=cls.person_anna.id)
        cls.person_clara = cls._add(cls.clara, reports_to_id=cls.person_anna.id)

    def _open_map(self, tour, login):
        url = f"/odoo/{self.account_map.id}/relationship-map"
        self.start_tour(url, tour, login=login)

    def test_edit(self):
        self._open_map("relationship_map_tour", self.seller.login)
        self.assertEqual(self.person_clara.reports_to_id, self.person_bruno)
        self.assertEqual(self.person_clara.level, "2")
        self.assertEqual(len(self.person_clara.level_change_ids), 3)
        link = self.clara.influence_link_ids
        self.assertEqual((link.target_id, link.strength), (self.anna, 4))
        self.assertIn(
            "Head of Purchasing", self.account_map.stakeholder_ids.mapped("name")
        )

    def test_read_only(self):
        self.account_map.active = False
        self._open_map("relationship_map_readonly_tour", self.seller.login)

    def test_start_from_opportunity(self):
        lead = self._lead(user_id=self.seller.id)
        url = f"/odoo/crm.lead/{lead.id}"
        self.start_tour(url, "relationship_map_start_tour", login=self.seller.login)
        self.assertTrue(lead.relationship_map_id)
