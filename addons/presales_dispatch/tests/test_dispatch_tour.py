from odoo.tests import HttpCase, tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestDispatchTour(PresalesCommon, HttpCase):
    def test_ask_queue_assign_accept(self):
        self.env["presales.request"].search([]).unlink()
        center = self.env["presales.center"].create(
            {
                "name": "Rolling Centre",
                "sequence": 0,
                "lead_user_id": self.lead_user.id,
                "solution_ids": [(6, 0, self.solution.ids)],
            }
        )
        self.lead.solution_id = self.solution
        self.env["presales.center.member"].create(
            {
                "center_id": center.id,
                "employee_id": self.engineer_employee.id,
                "date_start": "2020-01-01",
            }
        )
        self.start_tour(
            "/odoo/presales-requests", "presales_ask_tour", login="key_seller"
        )
        request = self.env["presales.request"].search([("name", "=", "Mill workshop")])
        self.assertEqual((request.state, request.center_id), ("queued", center))
        request.write({"date_start": "2026-03-02", "date_end": "2026-03-06"})
        self.start_tour(
            "/odoo/presales-queue", "presales_assign_tour", login="pre_lead"
        )
        self.start_tour(
            "/odoo/my-presales-bookings", "presales_accept_tour", login="pre_expert"
        )
        self.assertEqual(request.assignment_ids.state, "accepted")
        self.assertTrue(request.date_responded)
