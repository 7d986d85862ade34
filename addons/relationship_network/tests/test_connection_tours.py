from odoo.tests import HttpCase, tagged

from .test_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestConnectionTours(HandoverCommon, HttpCase):
    """What the browser does with connections."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.name = "Rita Seller"
        cls.env["relationship.link"].search(
            [("contact_id", "=", cls.clara.id)]
        ).active = False

    def test_leaderboard(self):
        self.start_tour(
            "/odoo/connections-leaderboard",
            "relationship_leaderboard_tour",
            login=self.leader.login,
        )

    def test_handover(self):
        self.start_tour(
            "/odoo/hand-over", "relationship_handover_tour", login=self.leader.login
        )
        self.assertEqual(self.people["anna"].owner_id, self.other_seller)
        self.assertEqual(self.bruno.activity_ids.user_id, self.seller)

    def test_map_reading(self):
        self.start_tour(
            f"/odoo/{self.account_map.id}/relationship-map",
            "relationship_map_reading_tour",
            login=self.seller.login,
        )
        settings = self.seller.res_users_settings_id
        self.assertEqual(settings.relationship_reading, "mine")
