import base64

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_import import ImportCommon, csv_file, xlsx_file

PEOPLE_HEADER = (
    "Key,Name,E-mail,Phone,Job position,Department,Reports to,Role,Weight,Level,"
    "Solution,Price,Target,Veto,Approval,Political status,Contact depth,Owner,Note"
)


@tagged("post_install", "-at_install")
class TestImport(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = csv_file(
            PEOPLE_HEADER,
            # A subordinate may stand before the superior.
            ["2", "Dora Evans", "dora@aurora.example", "+1 555", "Buyer"]
            + ["Purchasing / Metals", "1", "User", "", "-1"]
            + ["0", "", "+2", "no", "", "outside", "brief", "rel_seller", "Careful"],
            ["1", "Emil Fox", "emil@aurora.example", "", "CEO"]
            + ["", "", "decision_maker", "7.5", "strong support"]
            + ["", "", "", "yes", "x", "inner circle", "in depth", "", ""],
            ["", "", "", "", "Head of IT", "IT", "emil@aurora.example"]
            + ["technical evaluator"]
            + [""] * 11,
        )
        cls.links = csv_file(
            "From,To,Type,Strength,Confidence,Since,Note",
            ["emil@aurora.example", "Anna Berg", "Influence", "5", "high"]
            + ["2024-05-01", "Golf"],
            ["1", "rel_seller@example.com", "Friend", "", "", "", ""],
            name="links.csv",
        )
        cls.seller.email = "rel_seller@example.com"

    def test_everything_arrives(self):
        wizard = self._import(self.people, self.links)
        self.assertEqual(self._counts(wizard), (3, 0, 0, 0))
        self.assertEqual(self._counts(wizard, "links"), (2, 0, 0, 0))
        self.assertEqual(wizard.map_id, self.account_map)
        emil, dora = self._person("Emil Fox"), self._person("Dora Evans")
        self.assertRecordValues(
            dora,
            [
                {
                    "external_key": "2",
                    "reports_to_id": emil.id,
                    "role_id": self.roles["user"].id,
                    "weight": self.roles["user"].default_weight,
                    "level": "-1",
                    "solution_level": "0",
                    "price_level": False,
                    "target_level": "2",
                    "has_veto": False,
                    "contact_depth": "brief",
                    "owner_id": self.seller.id,
                    "note": "Careful",
                    "assessed_by_id": self.seller.id,
                }
            ],
        )
        self.assertEqual(dora.department_id.complete_name, "Purchasing / Metals")
        self.assertIn(
            "New contact · New department: Purchasing / Metals",
            wizard.row_ids.mapped("message"),
        )
        self.assertRecordValues(
            dora.partner_id,
            [
                {
                    "parent_id": self.account.id,
                    "email": "dora@aurora.example",
                    "phone": "+1 555",
                    "function": "Buyer",
                }
            ],
        )
        self.assertRecordValues(
            emil,
            [
                {
                    "weight": 7.5,
                    "level": "2",
                    "has_veto": True,
                    "has_approval": True,
                    "political_status": "inner",
                    "contact_depth": "in_depth",
                }
            ],
        )
        vacant = self._person("Head of IT")
        self.assertTrue(vacant.is_placeholder)
        self.assertEqual(vacant.reports_to_id, emil)

        links = emil.partner_id.influence_link_ids.sorted("strength")
        self.assertRecordValues(
            links,
            [
                {
                    "target_id": self.seller.partner_id.id,
                    "kind": "knows",
                    "strength": 3,
                    "is_connection": True,
                },
                {
                    "target_id": self.anna.id,
                    "kind": "influence",
                    "strength": 5,
                    "is_connection": False,
                },
            ],
        )
        self.assertEqual(links[1].confidence, "high")
        self.assertEqual(str(links[1].date_start), "2024-05-01")

    def test_levels_are_kept_with_their_reason(self):
        self._import(self.people)
        changes = self._person("Dora Evans").level_change_ids
        self.assertEqual(
            set(changes.mapped("feature")),
            {"level", "solution_level", "target_level"},
        )
        self.assertEqual(set(changes.mapped("reason")), {"Imported from people.csv"})
        self.assertEqual(changes.user_id, self.seller)

    def test_again_changes_nothing(self):
        self._import(self.people, self.links)
        before = self._contents()
        wizard = self._import(self.people, self.links)
        self.assertEqual(self._counts(wizard), (0, 0, 3, 0))
        self.assertEqual(self._counts(wizard, "links"), (0, 0, 2, 0))
        self.assertEqual(self._contents(), before)

    def test_changed_cells_only_are_written(self):
        self._import(self.people)
        dora = self._person("Dora Evans")
        assessed = dora.assessed_on
        header = "Key,Weight,Phone,Level"
        wizard = self._import(csv_file(header, ["2", "4", "+1 777", "-1"]))
        self.assertEqual(self._counts(wizard), (0, 1, 0, 0))
        self.assertIn("Weight", wizard.row_ids.message)
        self.assertNotIn("Level", wizard.row_ids.message)
        self.assertEqual((dora.weight, dora.partner_id.phone), (4, "+1 777"))
        self.assertEqual((dora.assessed_on, dora.note), (assessed, "Careful"))
        self.assertEqual(len(dora.level_change_ids), 3)

    def test_reporting_lines_alone(self):
        self._import(self.people)
        header = "Key,Reports to"
        self._import(csv_file("Key,Name", ["3", "Gina Hall"]))
        self._import(csv_file(header, ["1", "3"], ["2", "3"]))
        gina = self._person("Gina Hall")
        self.assertEqual(gina.subordinate_ids.mapped("external_key"), ["1", "2"])

    def test_turning_a_chain_around(self):
        names = ["A", "B", "C", "D"]
        header = "Name,Reports to"
        self._import(csv_file(header, *zip(names, ["", *names[:-1]], strict=True)))
        people = [*names, "Boss"]
        self._import(csv_file(header, *zip(people, [*people[1:], ""], strict=True)))
        line = self._person("A")
        for name in people:
            self.assertEqual(line.name, name)
            line = line.reports_to_id

    def test_known_contacts_are_put_on_the_map(self):
        self.bruno.email = "bruno@aurora.example"
        header = "Name,E-mail,Job position"
        wizard = self._import(
            csv_file(
                header,
                ["Anna Berg", "", "Director"],
                ["B. Costa", "Bruno@Aurora.example", ""],
            )
        )
        self.assertEqual(self._counts(wizard), (2, 0, 0, 0))
        self.assertEqual(
            wizard.row_ids.sorted("number").mapped("message"),
            [
                "Contact of the account, put on the map · Changes: Job Position",
                "Contact of the account, put on the map · Changes: Name",
            ],
        )
        people = self.account_map.stakeholder_ids
        self.assertEqual(people.partner_id, self.anna | self.bruno)
        self.assertEqual(self.anna.function, "Director")
        self.assertEqual(self.bruno.name, "B. Costa")

    def test_removed_people_come_back(self):
        anna = self._add(self.anna, weight=2)
        vacant = self._add(role_id=self.roles["user"].id)
        (anna | vacant).active = False
        wizard = self._import(
            csv_file("Name,Role,Weight", ["Anna Berg", "", "6"], ["", "User", ""])
        )
        self.assertEqual(self._counts(wizard), (2, 0, 0, 0))
        self.assertTrue(anna.active)
        self.assertEqual(anna.weight, 6)
        self.assertTrue(vacant.active)

    def test_a_placeholder_gets_a_name(self):
        vacant = self._add(role_id=self.roles["user"].id, external_key="77")
        self._import(csv_file("Key,Name,E-mail", ["77", "Ida Jung", "ida@x.example"]))
        self.assertFalse(vacant.is_placeholder)
        self.assertEqual(vacant.name, "Ida Jung")
        self.assertEqual(vacant.partner_id.parent_id, self.account)

    def test_people_of_others_keep_their_data(self):
        other = self.env["res.partner"].create(
            {"name": "Consulting", "is_company": True}
        )
        eve = self.env["res.partner"].create(
            {"name": "Eve", "email": "eve@c.example", "parent_id": other.id}
        )
        for __ in range(2):
            wizard = self._import(
                csv_file("Name,E-mail,Phone", ["Eva", "eve@c.example", "1"])
            )
        self.assertEqual(self._counts(wizard), (0, 0, 1, 0))
        self.assertEqual((eve.name, eve.phone), ("Eve", False))
        self.assertEqual(self.account_map.stakeholder_ids.side, "external")

    def test_account_without_a_map(self):
        account = self.env["res.partner"].create(
            {"name": "New Account", "is_company": True}
        )
        wizard = self._import(csv_file("Name", ["Zoe"]), account=account)
        self.assertEqual(wizard.map_id, account.relationship_map_id)
        self.assertEqual(wizard.map_id.stakeholder_ids.mapped("name"), ["Zoe"])

    def test_opportunity(self):
        lead = self._lead()
        self._import(self.people)
        wizard = self._import(
            csv_file("Key,Reports to,Level", ["2", "Emil Fox", "2"], ["1", "", ""]),
            csv_file("From,To,Type", ["1", "2", "Conflict"], name="links.csv"),
            lead=lead,
            links_for_lead=True,
        )
        self.assertEqual(wizard.map_id.lead_id, lead)
        self.assertEqual(
            set(wizard.map_id.stakeholder_ids.mapped("name")),
            {"Emil Fox", "Dora Evans"},
        )
        self.assertEqual(self._person("Dora Evans").level, "-1")
        link = self.env["relationship.link"].search(
            [("kind", "=", "conflict"), ("source_account_id", "=", self.account.id)]
        )
        self.assertEqual(link.lead_id, lead)

    def test_workbook_with_two_sheets(self):
        book = xlsx_file(
            People=[["Name", "Weight", "Reports to"], ["Kai", 2.5, "Lea"], ["Lea", 3]],
            Links=[["From", "To", "Type", "Strength"], ["Kai", "Lea", "Influence", 4]],
        )
        for created in (True, False):
            wizard = self._import(book)
            self.assertEqual(bool(wizard.people_create_count), created)
            self.assertEqual(bool(wizard.links_create_count), created)
        self.assertEqual(self._person("Kai").reports_to_id, self._person("Lea"))
        self.assertEqual(self._person("Kai").weight, 2.5)

    def test_chinese(self):
        people = csv_file(
            "姓名,部门,直接上级,决策角色,支持度,一票否决",
            ["李伟", "采购部", "王芳", "使用者", "强支持", "是"],
            ["王芳", "", "", "决策者", "反对", "否"],
            encoding="gb18030",
        )
        links = csv_file(
            "来自,目标,类型,强度",
            ["李伟", "王芳", "影响", "4"],
            name="links.csv",
            encoding="gb18030",
        )
        self._import(people, links, encoding="gb18030")
        li_wei = self._person("李伟")
        self.assertEqual(li_wei.reports_to_id, self._person("王芳"))
        self.assertEqual(li_wei.department_id.name, "采购部")
        self.assertEqual((li_wei.level, li_wei.has_veto), ("2", True))
        self.assertEqual(li_wei.role_id, self.roles["user"])
        self.assertEqual(li_wei.partner_id.influence_link_ids.strength, 4)

    def test_left_out_rows(self):
        people = csv_file("Name,Level", ["Good", "1"], ["Bad", "7"])
        wizard = self._import(people, leave_out_refused=True)
        self.assertEqual(self._counts(wizard), (1, 0, 0, 1))
        self.assertFalse(self._person("Bad"))
        refused = wizard.row_ids.filtered("is_refused")
        self.assertEqual((refused.number, refused.action), (3, "refuse"))

    def test_queries_do_not_grow_with_unchanged_rows(self):
        def count(number):
            rows = [[f"P{i}", str(i), "", f"p{i}@x.example"] for i in range(number)]
            people = csv_file("Name,Key,Reports to,E-mail", *rows)
            account = self.env["res.partner"].create(
                {"name": f"Account {number}", "is_company": True}
            )
            self._import(people, account=account)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._import(people, account=account)
            return self.env.cr.sql_log_count - before

        # Large sets are read and inserted in batches, hence not quite the same.
        self.assertLess(count(300) - count(10), 15)

    def test_not_callable_by_rpc(self):
        method = type(self.env["relationship.import"]).import_files
        self.assertTrue(method._api_private)

    def test_who_may_not_see_the_map(self):
        self.account_map.user_id = self.manager
        with self.assertRaisesRegex(ValidationError, "Aurora Steel"):
            self._import(self.people, user=self.other_seller)
        with self.assertRaises(AccessError):
            self._import(self.people, user=self.portal)
        self.assertFalse(self.account_map.stakeholder_ids)

    def test_other_companies_have_their_own_map(self):
        """A shared account has a map per company; an account of one has no other."""
        header = "Name,Level"
        wizard = self._import(csv_file(header, ["Kai", "2"]), user=self.foreign_manager)
        self.assertEqual(wizard.map_id.company_id, self.company_b)
        self.assertNotEqual(wizard.map_id, self.account_map)
        self.assertFalse(self.account_map.stakeholder_ids)
        account = self.env["res.partner"].create(
            {"name": "Ours", "is_company": True, "company_id": self.env.company.id}
        )
        with self.assertRaises(AccessError):
            self._import(
                csv_file(header, ["Lea", "2"]),
                account=account,
                user=self.foreign_manager,
            )

    def test_uploads_are_private(self):
        wizard = (
            self.env["relationship.import"]
            .with_user(self.seller)
            .create(
                {
                    "account_id": self.account.id,
                    "people_file": base64.b64encode(self.people[1]),
                    "people_file_name": "people.csv",
                }
            )
        )
        wizard.action_read()
        other = new_test_user(
            self.env, "rel_import_other", groups="sales_team.group_sale_manager"
        )
        with self.assertRaises(AccessError):
            wizard.with_user(other).people_file_name  # noqa: B018
        with self.assertRaises(AccessError):
            wizard.column_ids.with_user(other).mapped("sample")
