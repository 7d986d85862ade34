import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_transfer import TransferCommon


@tagged("post_install", "-at_install")
class TestDashboard(TransferCommon):
    """A quarter far from that of the demo data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.centre = cls.env["presales.center"].create(
            {
                "name": "Mills",
                "member_ids": [
                    (
                        0,
                        0,
                        {
                            "employee_id": cls.engineer_employee.id,
                            "date_start": "2031-01-01",
                        },
                    )
                ],
            }
        )

    def _data(self, user=None):
        desk = self.env["presales.dashboard"].with_user(user or self.lead_user)
        return desk.get_data("2031-02-10")

    def _figures(self):
        return {one["key"]: one for one in self._data()["figures"]}

    def test_the_quarter_of_the_day(self):
        data = self._data()
        self.assertEqual(
            (data["date_from"], data["date_to"]), ("2031-01-01", "2031-03-31")
        )
        labels = [row["label"] for row in data["fairness"]["quarters"]]
        self.assertEqual(labels, ["2030 Q2", "2030 Q3", "2030 Q4", "2031 Q1"])

    def test_hours_by_tier(self):
        self._log(date="2031-02-10", hours=6)
        self._log(date="2031-04-01", hours=9)
        data = self._data()
        self.assertEqual(
            data["tiers"], [{"tier": self.lead.tier_code, "hours": 6, "leads": 1}]
        )
        self.assertIn("1 opp", self._figures()["hours"]["text"])

    def test_utilisation_is_hours_of_working_hours(self):
        self._log(date="2026-01-12", hours=8)
        self.centre.member_ids.date_start = "2026-01-01"
        desk = self.env["presales.dashboard"]
        first, last = desk._get_quarters(self.centre.create_date.date(), 1)[0]
        hours, capacity, experts = desk.sudo()._get_utilisation(first, last)
        self.assertGreaterEqual(experts, 1)
        self.assertGreater(capacity, hours)

    def test_won_with_and_without_presales(self):
        self.env["crm.stage.gate"].search([]).active = False
        leads = self.env["crm.lead"]
        for number in range(6):
            lead = self._closed(number % 2 == 0)
            if number < 3:
                self._log(lead_id=lead.id, date="2031-01-10", hours=1)
            leads |= lead
        self.env.flush_all()
        results = self._data()["results"]
        supported, unsupported = results["supported"], results["unsupported"]
        self.assertEqual((supported["won"], supported["cases"]), (2, 3))
        self.assertEqual((unsupported["won"], unsupported["cases"]), (1, 3))
        # Three hours at 100, three times 400,000 won.
        self.assertAlmostEqual(results["cost_ratio"], 100 * 300 / 1_200_000)

    def _closed(self, is_won):
        lead = self.lead.copy()
        lead.responsibility_ids.unlink()
        if is_won:
            lead.action_set_won()
        else:
            lead.action_set_lost()
        lead.date_closed = "2031-02-01"
        return lead

    def test_hours_for_a_friend_are_seen(self):
        self.env["crm.lead"].search([("type", "=", "opportunity")]).type = "lead"
        for number in range(4):
            own = self._lead(name=f"Friend {number}", expected_revenue=1_000 + number)
            self._log(lead_id=own.id, date="2031-01-15", hours=20 + number)
            self._lead(
                name=f"Other {number}",
                user_id=self.other_seller.id,
                expected_revenue=900_000 + number,
            )
        fairness = self._data()["fairness"]
        self.assertEqual(fairness["cases"], 8)
        self.assertLess(fairness["worth"], 0)
        self.assertGreater(fairness["seller"], 0)
        self.assertIn("follow the salesperson", fairness["verdict"])
        self.assertTrue(fairness["over"][0]["name"].startswith("Friend"))
        self.assertTrue(fairness["under"][0]["name"].startswith("Other"))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_rights(self):
        for user in (self.lead_user, self.controller, self.manager):
            self.assertTrue(self._data(user)["figures"])
        for user in (self.seller, self.engineer):
            with self.assertRaises(AccessError):
                self._data(user)


@tagged("post_install", "-at_install")
class TestDashboardXlsx(TransferCommon, HttpCase):
    def test_workbook(self):
        self._log(date="2031-02-10", hours=6)
        self.authenticate(self.controller.login, self.controller.login)
        response = self.url_open("/presales_dispatch/desk.xlsx?date=2031-02-10")
        self.assertEqual(response.status_code, 200)
        book = load_workbook(io.BytesIO(response.content))
        rows = list(book["Hours by Tier"].values)
        self.assertEqual(rows[1], (self.lead.tier_code, 1, 6))

    def test_others_are_refused(self):
        self.authenticate(self.seller.login, self.seller.login)
        response = self.url_open("/presales_dispatch/desk.xlsx")
        self.assertEqual(response.status_code, 403)
        self.authenticate(self.controller.login, self.controller.login)
        response = self.url_open("/presales_dispatch/desk.xlsx?date=yesterday")
        self.assertEqual(response.status_code, 404)
