import io
import json

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_dashboard import DashboardCommon

URL = "/relationship_network/dashboard.xlsx"


@tagged("post_install", "-at_install")
class TestDashboardXlsx(DashboardCommon, HttpCase):
    """The dashboard as a workbook, with the same figures and rights."""

    def _build(self, user, filters=None):
        report = self.env["relationship.dashboard.xlsx"].with_user(user)
        content = report.with_context(lang=user.lang)._build(filters)
        return openpyxl.load_workbook(io.BytesIO(content))

    def _column(self, sheet, label):
        headings = [cell.value for cell in sheet[1]]
        position = headings.index(label)
        return [row[position].value for row in sheet.iter_rows(min_row=2)]

    def test_sheets(self):
        book = self._build(self.manager)
        self.assertEqual(
            book.sheetnames,
            [
                "Summary",
                "Connections",
                "Deciders Nobody Reaches",
                "Accounts",
                "Opportunities",
                "Alerts",
                "Trend",
            ],
        )
        summary = dict(
            zip(
                self._column(book["Summary"], "Figure"),
                self._column(book["Summary"], "Value"),
                strict=True,
            )
        )
        self.assertAlmostEqual(summary["Closeness of all accounts"], -0.6)
        self.assertEqual(summary["On red chains"], 400)
        self.assertEqual(summary["Period"], "Last year")
        self.assertEqual(
            self._column(book["Accounts"], "Account"), ["Aurora Steel", "Closed Works"]
        )
        self.assertEqual(self._column(book["Accounts"], "Status")[1], "Red")
        self.assertAlmostEqual(self._column(book["Accounts"], "Closeness")[1], -2)

    def test_rows_are_not_cut(self):
        accounts = self.env["res.partner"].create(
            [
                {"name": f"Account {i}", "is_company": True, "user_id": self.seller.id}
                for i in range(20)
            ]
        )
        self.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        names = self._column(self._build(self.seller)["Accounts"], "Account")
        self.assertEqual(len(names), 21)

    def test_same_rights_and_filters(self):
        book = self._build(self.seller, {"reading": "mine"})
        self.assertEqual(self._column(book["Accounts"], "Account"), ["Aurora Steel"])
        self.assertEqual(self._column(book["Connections"], "Value"), [26])
        with self.assertRaises(AccessError):
            self._build(self.employee)

    def test_texts_stay_texts(self):
        self.account.name = '=HYPERLINK("http://x.example")'
        self.lead.name = "@SUM(1)"
        book = self._build(self.seller)
        for sheet, label in (("Accounts", "Account"), ("Opportunities", "Opportunity")):
            heading = [cell.value for cell in book[sheet][1]].index(label)
            cell = book[sheet].cell(row=2, column=heading + 1)
            self.assertEqual(cell.data_type, "s")

    def test_download(self):
        self.authenticate(self.seller.login, self.seller.login)
        response = self.url_open(f"{URL}?filters={json.dumps({'reading': 'team'})}")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Relationship", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.assertIn("My Team's", self._column(book["Summary"], "Value"))

    def test_bad_requests(self):
        self.authenticate(self.seller.login, self.seller.login)
        for filters in ("{", "5", '{"colour": 1}', '{"period": "decade"}'):
            response = self.url_open(f"{URL}?filters={filters}")
            self.assertEqual(response.status_code, 400, filters)

    def test_who_has_no_rights(self):
        self.authenticate(self.employee.login, self.employee.login)
        with self.assertLogs("odoo.http", "WARNING"):
            self.assertEqual(self.url_open(URL).status_code, 403)
