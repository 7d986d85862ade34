from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from .common import KeyAccountCommon


class TestQuadrant(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key_account.write(
            {"evaluated_class": "A", "potential": 900, "contribution": 500}
        )

    def _data(self, user=None, **options):
        accounts = self.env["key.account"].with_user(user or self.seller)
        return accounts.get_quadrant_data(**options)

    def _point(self, **options):
        points = {point["id"]: point for point in self._data(**options)["points"]}
        return points.get(self.key_account.id)

    def test_point(self):
        point = self._point()
        self.assertEqual((point["potential"], point["contribution"]), (900, 500))
        self.assertEqual(point["account_class"], "A")
        self.assertEqual(point["manager"], self.seller.name)
        self.assertFalse(point["before"])

    def test_filters(self):
        self.assertTrue(self._point(filters={"account_class": "A"}))
        self.assertFalse(self._point(filters={"account_class": "D"}))
        self.assertTrue(self._point(filters={"user_id": self.seller.id}))
        self.assertFalse(self._point(filters={"user_id": self.expert.id}))
        self.assertIn(
            [self.seller.id, self.seller.display_name],
            self._data()["options"]["user_id"],
        )

    def test_where_it_stood(self):
        today = fields.Date.today()
        vals = {
            "key_account_id": self.key_account.id,
            "account_class": "C",
            "contribution": 10,
        }
        evaluations = self.env["key.account.evaluation"].sudo()
        for months, potential in ((20, 100), (14, 300), (2, 700)):
            evaluations.create(
                {
                    **vals,
                    "date": fields.Date.subtract(today, months=months),
                    "potential": potential,
                }
            )
        a_year_ago = fields.Date.to_string(fields.Date.subtract(today, months=12))
        before = self._point(date=a_year_ago)["before"]
        self.assertEqual(
            before, {"potential": 300, "contribution": 10, "account_class": "C"}
        )

    def test_only_what_may_be_seen(self):
        for user in (self.other_seller, self.foreign_manager):
            points = self._data(user)["points"]
            self.assertNotIn(self.key_account.id, [point["id"] for point in points])
        with self.assertRaises(AccessError):
            self._data(self.employee)

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "not by"):
            self._data(filters={"name": 1})
        with self.assertRaisesRegex(ValidationError, "is no date"):
            self._data(date="yesterday")

    def test_dashboard_is_filtered_by_class(self):
        self.env["relationship.map"].create({"account_id": self.account.id})
        dashboard = self.env["relationship.dashboard"].with_user(self.seller)
        names = [item["name"] for item in dashboard.get_data()["definitions"]]
        self.assertIn("account_class", names)
        for name, number in (("A", 1), ("B", 0)):
            domain = dashboard._get_map_domain(
                {"team_id": False, "user_id": False, "account_class": name}
            )
            maps = self.env["relationship.map"].with_user(self.seller)
            found = maps.search(domain).filtered(lambda m: m.account_id == self.account)
            self.assertEqual(len(found), number)

    def test_class_stands_on_the_card_of_the_contact(self):
        data = self.account.with_user(
            self.seller
        )._compute_application_statistics_hook()
        labels = {tag["label"]: tag["value"] for tag in data[self.account.id]}
        self.assertEqual(labels["Account class"], "A")

    def test_pipeline_of_class_a(self):
        lead = self._lead()
        domain = [("partner_id.commercial_partner_id.account_class", "=", "A")]
        found = self.env["crm.lead"].with_user(self.seller).search(domain)
        self.assertIn(lead, found)
