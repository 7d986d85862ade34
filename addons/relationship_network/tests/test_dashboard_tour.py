from odoo.tests import HttpCase, tagged

from .common_dashboard import DashboardCommon


@tagged("post_install", "-at_install")
class TestDashboardTour(DashboardCommon, HttpCase):
    def test_three_questions(self):
        """A sales leader asks, narrows down, looks behind a figure and comes back."""
        self.start_tour("/odoo", "relationship_dashboard", login=self.manager.login)
        settings = self.manager.res_users_settings_id
        self.assertEqual(
            settings.relationship_dashboard_filters["team_id"], self.team.id
        )

    def test_first_page_of_an_empty_database(self):
        self.env["relationship.map"].search([]).active = False
        self.start_tour(
            "/odoo/relationships", "relationship_dashboard_empty", login="rel_manager"
        )
