from odoo.tests import HttpCase, tagged

from .common import KeyAccountCommon


@tagged("post_install", "-at_install")
class TestQuadrantTour(KeyAccountCommon, HttpCase):
    def test_from_the_quadrants_to_the_account(self):
        self.key_account.write(
            {"evaluated_class": "A", "potential": 900_000, "contribution": 500_000}
        )
        self.start_tour(
            "/odoo/account-quadrants", "key_account_quadrant_tour", login="key_seller"
        )
