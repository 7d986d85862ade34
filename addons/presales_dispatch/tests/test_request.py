from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestRequest(PresalesCommon):
    def test_seller_asks(self):
        request = self._request()
        self.assertEqual(request.state, "draft")
        self.assertEqual(request.stage_id, self.lead.stage_id)
        self.assertEqual(request.tier_code, self.lead.tier_code)
        self.assertTrue(request.reference)

    def test_assigned_expert_reads_the_request(self):
        request = self._request()
        with self.assertRaises(AccessError):
            request.with_user(self.engineer).read(["name"])
        self.env["presales.assignment"].with_user(self.lead_user).create(
            {
                "request_id": request.id,
                "employee_id": self.engineer_employee.id,
                "hours": 8,
                "date_start": "2026-03-02",
                "date_end": "2026-03-03",
            }
        )
        self.assertEqual(request.with_user(self.engineer).name, "Workshop")

    def test_who_has_nothing_to_do_with_it_is_refused(self):
        request = self._request()
        for user in (self.other_seller, self.employee, self.portal):
            with self.assertRaises(AccessError):
                request.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            request.with_user(self.foreign_manager).read(["name"])
        with self.assertRaises(AccessError):
            request.with_user(self.controller).write({"name": "Cheaper"})

    def test_dates_in_the_wrong_order_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "Workshop"):
            self._request(date_end="2026-03-01")
