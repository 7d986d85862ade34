import io

import openpyxl

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import RelationshipCommon

URL = "/relationship_network/maps.xlsx?ids="


class MapXlsxCommon(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head_office, cls.plant = cls.env["relationship.department"].create(
            [
                {"name": "Head Office", "account_id": cls.account.id, "sequence": 1},
                {"name": "Plant", "account_id": cls.account.id, "is_key": True},
            ]
        )
        cls.stakeholder_anna = cls._add(
            cls.anna,
            role_id=cls.roles["decision_maker"].id,
            department_id=cls.plant.id,
            political_status="inner",
            level="2",
            change_reason="=HYPERLINK()",
            change_date="2026-03-02 23:30:00",
            owner_id=cls.seller.id,
            has_veto=True,
            note="-2+3",
        )
        cls.stakeholder_bruno = cls._add(
            cls.bruno,
            role_id=cls.roles["user"].id,
            department_id=cls.plant.id,
            reports_to_id=cls.stakeholder_anna.id,
            level="-1",
            solution_level="0",
        )
        cls.unknown = cls._add(name="=Who?", department_id=cls.head_office.id)
        cls.env["relationship.link"].create(
            [
                {
                    "source_id": cls.bruno.id,
                    "target_id": cls.anna.id,
                    "type_id": cls.influence_type.id,
                    "strength": 4,
                    "origin": "@cmd",
                },
                {
                    "source_id": cls.seller.partner_id.id,
                    "target_id": cls.anna.id,
                    "type_id": cls.friend_type.id,
                    "desired_strength": 5,
                },
            ]
        )

    def _build(self, maps, user=None):
        user = user or self.seller
        report = self.env["relationship.map.xlsx"].with_user(user)
        content = report.with_context(lang=user.lang)._build(maps.with_user(user))
        return openpyxl.load_workbook(io.BytesIO(content))

    def _column(self, sheet, label):
        headings = [cell.value for cell in sheet[1]]
        position = headings.index(label)
        return [row[position].value for row in sheet.iter_rows(min_row=2)]


@tagged("post_install", "-at_install")
class TestMapXlsx(MapXlsxCommon):
    """A map as a workbook to be handed to a manager."""

    def test_summary(self):
        sheet = self._build(self.account_map)["Summary"]
        facts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
        self.assertEqual(sheet["A1"].value, "Aurora Steel")
        self.assertAlmostEqual(facts["Closeness"], self.account_map.closeness / 100, 4)
        self.assertAlmostEqual(facts["Coverage"], self.account_map.coverage / 100, 4)
        self.assertEqual(facts["Status"], "Green")
        self.assertEqual(facts["Because"], self.account_map.status_reason)
        self.assertEqual(facts["People"], 3)
        self.assertEqual(facts["Strong Support (+2)"], 1)
        self.assertEqual(facts["Oppose (−1)"], 1)
        self.assertEqual(facts["Not assessed"], 1)
        self.assertIn("No name yet: =Who?", facts)

    def test_chain_is_indented_by_reporting_line(self):
        sheet = self._build(self.account_map)["Decision Chain"]
        self.assertEqual(
            self._column(sheet, "Name"), ["=Who?", "Anna Berg", "Bruno Costa"]
        )
        self.assertEqual(
            [row[0].alignment.indent for row in sheet.iter_rows(min_row=2)], [0, 0, 1]
        )
        self.assertTrue(sheet["A2"].font.italic)
        self.assertEqual(
            self._column(sheet, "Department"), ["Head Office", "Plant", "Plant"]
        )
        self.assertEqual(self._column(sheet, "Reports To"), [None, None, "Anna Berg"])
        self.assertEqual(self._column(sheet, "Veto"), [None, "Yes", None])

    def test_levels_have_colour_and_word(self):
        sheet = self._build(self.account_map)["Decision Chain"]
        self.assertEqual(
            self._column(sheet, "Closeness Level"),
            ["Not assessed", "Strong Support (+2)", "Oppose (−1)"],
        )
        colours = {
            row[5].value: row[5].fill.fgColor.rgb for row in sheet.iter_rows(min_row=2)
        }
        self.assertEqual(len(set(colours.values())), 3)
        self.assertEqual(
            self._column(sheet, "Solution Acceptance"), [None, None, "Neutral (0)"]
        )

    def test_texts_are_never_formulas(self):
        workbook = self._build(self.account_map)
        cells = [c for sheet in workbook for row in sheet.iter_rows() for c in row]
        self.assertFalse([cell for cell in cells if cell.data_type == "f"])
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        self.assertLessEqual({"=Who?", "-2+3", "@cmd", "=HYPERLINK()"}, texts)

    def test_departments(self):
        sheet = self._build(self.account_map)["Departments"]
        self.assertEqual(self._column(sheet, "Department"), ["Head Office", "Plant"])
        self.assertEqual(self._column(sheet, "Key Department"), [None, "Yes"])
        self.assertEqual(self._column(sheet, "People"), [1, 2])
        self.assertEqual(self._column(sheet, "Coverage"), [0, 1])
        self.assertEqual(self._column(sheet, "Strong Support"), [0, 1])

    def test_links(self):
        sheet = self._build(self.account_map)["Links"]
        self.assertEqual(
            self._column(sheet, "From"), ["Bruno Costa", self.seller.partner_id.name]
        )
        self.assertEqual(self._column(sheet, "Kind"), ["Influence", "Knows"])
        self.assertEqual(self._column(sheet, "Strength"), [4, 3])
        self.assertEqual(self._column(sheet, "Desired Strength"), [None, 5])
        self.assertEqual(
            self._column(sheet, "Internal or External"), ["Internal", "External"]
        )

    def test_gaps(self):
        sheet = self._build(self.account_map)["Gaps"]
        gaps = list(
            zip(self._column(sheet, "Gap"), self._column(sheet, "About"), strict=True)
        )
        self.assertEqual(len(gaps), self.account_map.gap_count)
        self.assertIn(("No name yet", "=Who?"), gaps)
        self.assertIn(("No owner", "Bruno Costa"), gaps)
        self.assertIn(("Role not known", "Champion / Coach"), gaps)

    def test_history_in_the_time_of_the_reader(self):
        self.seller.tz = "Europe/Paris"
        sheet = self._build(self.account_map)["Level History"]
        row = self._column(sheet, "Person").index("Anna Berg")
        self.assertEqual(
            self._column(sheet, "Date")[row],
            fields.Datetime.to_datetime("2026-03-03 00:30:00"),
        )
        self.assertEqual(self._column(sheet, "From")[row], "Not assessed")
        self.assertEqual(self._column(sheet, "To")[row], "Strong Support (+2)")
        self.assertEqual(self._column(sheet, "Why")[row], "=HYPERLINK()")

    def test_empty_map(self):
        empty = self.env["relationship.map"].create(
            {"account_id": self.account.copy({"name": "Nobody Ltd"}).id}
        )
        workbook = self._build(empty)
        self.assertEqual(
            workbook["Decision Chain"]["A2"].value, "Nobody is on the map yet."
        )
        self.assertEqual(
            workbook["Level History"]["A2"].value, "No level has changed yet."
        )

    def test_several_maps_in_one_file(self):
        accounts = self.env["res.partner"].create(
            [
                {
                    "name": f"[A]/very*long? name: of an \\account {i}",
                    "is_company": True,
                }
                for i in range(3)
            ]
        )
        maps = self.account_map + self.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        workbook = self._build(maps)
        names = workbook.sheetnames
        self.assertEqual(len(names), 1 + 6 * 4)
        self.assertTrue(all(len(name) <= 31 for name in names))
        self.assertEqual(self._column(workbook["Overview"], "People"), [3, 0, 0, 0])
        link = workbook["Overview"]["A2"].hyperlink.location
        self.assertEqual(link, f"'{names[1]}'!A1")

    def test_map_of_an_opportunity_that_only_its_seller_may_read(self):
        team = self.env["crm.team"].create(
            {"name": "Steel", "user_id": self.other_seller.id}
        )
        lead = self._lead(team_id=team.id)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self._add(self.anna, lead_map, level="1")
        self.env["relationship.link"].create(
            {
                "source_id": self.bruno.id,
                "target_id": self.anna.id,
                "type_id": self.influence_type.id,
                "lead_id": lead.id,
            }
        )
        self.assertFalse(lead.with_user(self.other_seller).has_access("read"))
        sheet = self._build(lead_map, self.other_seller)["Links"]
        self.assertIn("Rolling mill", self._column(sheet, "Only for Opportunity"))

    def test_no_query_per_map_or_person(self):
        accounts = self.env["res.partner"].create(
            [{"name": f"Account {i}", "is_company": True} for i in range(4)]
        )
        maps = self.env["relationship.map"].create(
            [{"account_id": account.id} for account in accounts]
        )
        for relationship_map in maps:
            self._crowd(relationship_map, ["2", "1", "0", "-1"])
        counts = []
        for chosen in (maps[:2], maps[:2], maps):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._build(chosen)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestMapXlsxDownload(MapXlsxCommon, HttpCase):
    """Who may download the workbook of a map."""

    def _get(self, user, ids):
        self.authenticate(user.login, user.login)
        return self.url_open(f"{URL}{ids}")

    def test_seller_downloads_own_map(self):
        response = self._get(self.seller, self.account_map.id)
        self.assertEqual(response.status_code, 200)
        day = fields.Date.context_today(self.seller)
        self.assertIn(
            f"Aurora%20Steel%20{day}.xlsx", response.headers["Content-Disposition"]
        )
        sheets = openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames
        self.assertEqual(sheets[0], "Summary")

    def test_archived_map(self):
        self.account_map.active = False
        self.assertEqual(self._get(self.seller, self.account_map.id).status_code, 200)

    def test_refused(self):
        for user in (
            self.portal,
            self.other_seller,
            self.foreign_manager,
            self.employee,
        ):
            with self.subTest(user=user.login):
                response = self._get(user, self.account_map.id)
                self.assertEqual(response.status_code, 404)
                self.assertNotIn("Traceback", response.text)
                self.assertIn("does not exist, or you may not see it", response.text)

    def test_nothing_when_one_of_the_maps_is_refused(self):
        other = self.env["relationship.map"].create(
            {"account_id": self.account.copy({"user_id": self.other_seller.id}).id}
        )
        response = self._get(self.seller, f"{self.account_map.id},{other.id}")
        self.assertEqual(response.status_code, 404)

    def test_bad_ids(self):
        for ids in ("", "0", "99999999", "x", "1;2", "-1", "1,,2", "²", "9" * 30):
            with self.subTest(ids=ids):
                self.assertEqual(self._get(self.seller, ids).status_code, 404)

    def test_nobody_without_login(self):
        response = self.url_open(f"{URL}{self.account_map.id}", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
