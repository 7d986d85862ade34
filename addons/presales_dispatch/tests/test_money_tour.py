from odoo import fields
from odoo.tests import HttpCase, tagged

from .test_transfer import TransferCommon


@tagged("post_install", "-at_install")
class TestMoneyTour(TransferCommon, HttpCase):
    def test_log_transfer_and_look(self):
        self.env["presales.budget.rule"].create(
            {"tier_code": self.lead.tier_code, "percent": 1}
        )
        # Only the hours of this opportunity are in the quarter.
        self.env.cr.execute(
            "UPDATE account_analytic_line SET date = '2020-01-01'"
            " WHERE presales_lead_id IS NOT NULL"
        )
        page = f"/odoo/collaboration/{self.lead.id}"
        self.start_tour(page, "presales_money_tour", login=self.lead_user.login)
        effort = self.env["presales.effort"].search([("lead_id", "=", self.lead.id)])
        self.assertEqual((effort.hours, effort.date), (8, fields.Date.today()))
        self.start_tour(
            "/odoo/presales-transfers",
            "presales_transfer_tour",
            login=self.controller.login,
        )
        self.assertEqual(self._moved(self._centre()), 800)
        self.start_tour(
            "/odoo/presales-desk", "presales_desk_tour", login=self.lead_user.login
        )
