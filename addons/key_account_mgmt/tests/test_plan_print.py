import io

import openpyxl

from odoo.tests import HttpCase, tagged

from .test_plan import PlanCommon


class TestPlanPrint(PlanCommon):
    def test_one_page(self):
        self.plan.swot_ids = [(0, 0, {"name": "<b>Strong</b> & near"})]
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "key_account_mgmt.report_key_account_plan", self.plan.ids
        )
        page = html.decode()
        self.assertIn("Aurora Steel 2026", page)
        self.assertIn("Revenue", page)
        self.assertIn("&lt;b&gt;Strong&lt;/b&gt; &amp; near", page)
        self.assertIn("Rolling", page, "the white space is on it")

    def test_workbook(self):
        self.plan.objective_ids.name = "=1+1"
        content = (
            self.env["key.account.plan.xlsx"].with_user(self.seller)._build(self.plan)
        )
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(
            book.sheetnames,
            [
                "Plan",
                "Objectives",
                "Connection Goals",
                "Customer Priorities",
                "SWOT",
                "White Space",
            ],
        )
        cell = book["Objectives"]["A2"]
        self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))
        self.assertEqual(book["Plan"]["B2"].value, "Aurora Steel")


@tagged("post_install", "-at_install")
class TestPlanDownload(PlanCommon, HttpCase):
    def test_only_for_who_sees_the_plan(self):
        url = f"/key_account_mgmt/plan.xlsx?plan_id={self.plan.id}"
        for user, status in ((self.expert, 200), (self.other_seller, 404)):
            user.password = user.login
            self.authenticate(user.login, user.login)
            with self.subTest(user=user.login):
                self.assertEqual(self.url_open(url).status_code, status)
        self.employee.password = self.employee.login
        self.authenticate(self.employee.login, self.employee.login)
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertEqual(self.url_open(url.replace("=", "=x")).status_code, 404)
