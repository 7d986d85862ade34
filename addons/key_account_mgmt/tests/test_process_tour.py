from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import KeyAccountCommon


@tagged("post_install", "-at_install")
class TestProcessTour(KeyAccountCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage.gate"].search([]).active = False
        cls.env["crm.lead"].with_context(active_test=False).search([]).active = False
        cls.team = cls.env["crm.team"].create(
            {"name": "Mills", "member_ids": [(6, 0, cls.seller.ids)]}
        )
        cls.look, cls.shape = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": place, "team_ids": [(6, 0, cls.team.ids)]}
                for place, name in enumerate(("Look", "Shape"), -9)
            ]
        )
        cls.lead = cls._lead(
            team_id=cls.team.id,
            stage_id=cls.look.id,
            expected_revenue=400_000,
            phone=False,
        )

    def _start(self, path, tour, user=None):
        self.start_tour(
            path, f"key_account_{tour}_tour", login=(user or self.seller).login
        )

    @mute_logger("odoo.http")
    def test_a_drag_that_fails_explains_what_is_missing(self):
        self.env["crm.stage.gate"].create(
            {
                "name": "Phone known",
                "stage_id": self.look.id,
                "kind": "field",
                "supplier": "the account manager",
                "field_id": self.env["ir.model.fields"]._get("crm.lead", "phone").id,
            }
        )
        self._start("/odoo/crm", "gate")
        self.assertEqual(self.lead.stage_id, self.shape)
        self.assertEqual(self.lead.stage_log_ids.user_id, self.seller)

    def test_assess_and_plan_to_win(self):
        self.env["crm.lead.competitor"].create(
            {"lead_id": self.lead.id, "name": "Rival"}
        )
        self._start("/odoo/crm", "pursuit")
        self.assertEqual(self.lead.pursuit_verdict, "go")
        self.assertTrue(self.lead.win_plan_ids.date_done)

    def test_quote_at_once(self):
        self.env["product.product"].create({"name": "Spare sensor", "list_price": 80})
        self._start("/odoo/key-accounts", "fast_track")
        lead = self.env["crm.lead"].search([("name", "=", "Ten spare sensors")])
        self.assertEqual(lead.order_ids.order_line.product_uom_qty, 10)

    def test_forecast_by_tier(self):
        self.lead.write(
            {
                "expected_revenue": 1000,
                "forecast_category": "commit",
                "date_deadline": fields.Date.today(),
            }
        )
        self._start("/odoo/sales-forecast", "forecast", self.manager)

    def test_patterns_of_earlier_projects(self):
        self.env["customer.project"].create(
            [
                {
                    "name": f"Line {number}",
                    "account_id": self.account.id,
                    "user_id": self.seller.id,
                    "budget_amount": 100_000,
                    "award_amount": 80_000,
                    "date_tender": "2025-04-01",
                    "date_award": f"2025-06-0{number}",
                }
                for number in (1, 2, 3)
            ]
        )
        self.lead.budget_amount = 400_000
        self._start("/odoo/crm", "patterns")
        self.assertEqual(
            self.lead.activity_ids.summary, "Check our price against the budget"
        )
