from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestTrendTour(RelationshipCommon, HttpCase):
    """A seller looks back over the year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        now = fields.Datetime.now()
        person = cls._add(cls.anna, level="-1", change_date=now - timedelta(days=300))
        person.write({"level": "2", "change_date": now - timedelta(days=100)})
        cls._add(cls.bruno, level="1", change_date=now - timedelta(days=300))
        leaver = cls._add(cls.clara, level="-2", change_date=now - timedelta(days=300))
        leaver.write(
            {"active": False, "left_on": fields.Date.today() - timedelta(days=50)}
        )
        cls.env["relationship.snapshot"]._rebuild(
            cls.account_map, fields.Date.today() - timedelta(days=290)
        )

    def test_compare(self):
        url = f"/odoo/{self.account_map.id}/relationship-map"
        tour = "relationship_trend_compare_tour"
        self.start_tour(url, tour, login=self.seller.login)

    def test_chart(self):
        url = f"/odoo/relationship-accounts/{self.account_map.id}"
        tour = "relationship_trend_chart_tour"
        self.start_tour(url, tour, login=self.seller.login)
