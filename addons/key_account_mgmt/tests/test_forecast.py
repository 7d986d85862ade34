from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import KeyAccountCommon


class TestForecast(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.snapshots = cls.env["crm.forecast.snapshot"]
        cls.monday = fields.Date.to_date("2026-03-02")
        cls.lead = cls._lead(
            expected_revenue=1000,
            probability=50,
            date_deadline="2026-03-20",
            team_id=cls.env["crm.team"].create({"name": "Mills"}).id,
        )

    def _at(self, date):
        return self.snapshots.search([("date", "=", date)])

    def test_categories_follow_the_outcome(self):
        self.assertEqual(self.lead.forecast_category, "pipeline")
        self.lead.forecast_category = "best_case"
        self.lead.probability = 60
        self.assertEqual(self.lead.forecast_category, "best_case")
        self.lead.action_set_won()
        self.assertEqual(self.lead.forecast_category, "commit")
        lost = self._lead()
        lost.action_set_lost()
        self.assertEqual(lost.forecast_category, "omitted")

    def test_takes_each_opportunity_once_per_day(self):
        self.lead.forecast_category = "commit"
        self.assertEqual(self.snapshots._take(self.monday), 1)
        self.lead.expected_revenue = 1500
        self.assertEqual(self.snapshots._take(self.monday), 1)
        snapshot = self._at(self.monday)
        self.assertEqual(snapshot.amount, 1500)
        self.assertEqual(snapshot.category, "commit")
        self.assertEqual(snapshot.status, "open")

    def test_keeps_what_closed_since_the_last_one(self):
        today = fields.Date.today()
        self.snapshots._take(today - timedelta(days=7))
        self.lead.action_set_won()
        old = self._lead(expected_revenue=5)
        old.action_set_won()
        old.date_closed = fields.Datetime.now() - timedelta(days=30)
        self.snapshots._take(today)
        self.assertEqual(self._at(today).lead_id, self.lead)
        self.assertEqual(self._at(today).status, "won")

    def test_replay_knows_what_was_open_then(self):
        self.lead.write({"date_open": "2026-02-10", "probability": 100})
        self.lead.action_set_won()
        self.lead.date_closed = "2026-03-04 10:00:00"
        counts = self.snapshots._replay(
            fields.Date.to_date("2026-02-01"), fields.Date.to_date("2026-03-15")
        )
        statuses = {
            fields.Date.to_string(row.date): row.status
            for row in self.snapshots.search([("lead_id", "=", self.lead.id)])
        }
        self.assertEqual(
            statuses,
            {
                "2026-02-16": "open",
                "2026-02-23": "open",
                "2026-03-02": "open",
                "2026-03-09": "won",
            },
        )
        self.assertEqual(counts[self.monday], 1)
        with self.assertRaisesRegex(UserError, "comes after"):
            self.snapshots._replay(self.monday, self.monday - timedelta(days=1))

    def test_screen_explains_what_changed(self):
        self.snapshots._take(self.monday)
        self.lead.expected_revenue = 1200
        self._lead(expected_revenue=300, date_deadline="2026-03-25")
        self.snapshots._take(self.monday + timedelta(days=7))
        data = (
            self.env["crm.forecast"].with_user(self.manager).get_data(date="2026-03-15")
        )
        steps = {step["name"]: step["amount"] for step in data["waterfall"]["steps"]}
        self.assertEqual((steps["new"], steps["increased"]), (300, 200))
        self.assertEqual(data["waterfall"]["start"], 1000)
        self.assertEqual(data["waterfall"]["end"], 1500)
        self.assertEqual([week["weighted"] for week in data["weeks"]][0], 500)

    def test_accuracy_by_person(self):
        self.snapshots._take(self.monday)
        self.lead.action_set_won()
        self.lead.date_closed = "2026-03-10 10:00:00"
        data = (
            self.env["crm.forecast"].with_user(self.manager).get_data(date="2026-03-31")
        )
        (row,) = data["accuracy"]["rows"]
        self.assertEqual((row["forecast"], row["actual"]), (500, 1000))
        self.assertEqual((row["bias"], row["accuracy"]), (-50, 50))
        self.assertEqual(row["label"], self.seller.display_name)

    def test_managers_view_is_kept_apart(self):
        self.lead.with_user(self.manager).write(
            {"forecast_manager_category": "omitted", "forecast_manager_amount": 10}
        )
        self.assertEqual(self.lead.forecast_category, "pipeline")
        self.assertEqual(self.lead.expected_revenue, 1000)
        with self.assertRaises(AccessError):
            self.lead.with_user(self.seller).forecast_manager_amount = 5
        self.lead.date_deadline = fields.Date.today()
        forecasts = self.env["crm.forecast"]
        mine = forecasts.with_user(self.seller).get_data()["categories"]
        self.assertFalse(any(line["manager_amount"] for line in mine))
        theirs = {
            line["category"]: line
            for line in forecasts.with_user(self.manager).get_data()["categories"]
        }
        self.assertEqual(theirs["omitted"]["manager_amount"], 10)
        self.assertEqual(theirs["pipeline"]["amount"], 1000)

    def test_sellers_see_their_own(self):
        self._lead(user_id=self.other_seller.id)
        self.snapshots._take(self.monday)
        for user, number in ((self.seller, 1), (self.manager, 2), (self.expert, 0)):
            with self.subTest(user=user.login):
                found = self.snapshots.with_user(user).search([])
                self.assertEqual(len(found), number)
        with self.assertRaises(AccessError):
            self.snapshots.with_user(self.employee).search([])

    def test_bad_input(self):
        forecasts = self.env["crm.forecast"].with_user(self.seller)
        with self.assertRaisesRegex(ValidationError, "not by"):
            forecasts.get_data(by="name")
        with self.assertRaisesRegex(ValidationError, "is no date"):
            forecasts.get_data(date="soon")
