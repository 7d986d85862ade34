import base64

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common_import import ImportCommon, csv_file


@tagged("post_install", "-at_install")
class TestImportWizard(ImportCommon):
    """The four steps, as a seller takes them."""

    def _open(self, people=None, links=None, record=None, **context):
        if record:
            context.update(active_model=record._name, active_id=record.id)
        wizards = self.env["relationship.import"].with_user(self.seller)
        form = Form(wizards.with_context(**context))
        if not record:
            form.account_id = self.account
        for name, file in (("people_file", people), ("links_file", links)):
            if file:
                form[name] = base64.b64encode(file[1])
        wizard = form.save()
        wizard.people_file_name = people and people[0]
        wizard.links_file_name = links and links[0]
        return wizard

    def test_steps(self):
        wizard = self._open(
            csv_file("Name,Boss,Shoe size", ["Kai", "Lea", "42"], ["Lea", "", "39"]),
            csv_file("From,To,Type", ["Kai", "Lea", "Friend"], name="links.csv"),
        )
        self.assertEqual(wizard.state, "file")
        action = wizard.action_read()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertEqual(action["target"], "new")
        self.assertEqual(wizard.state, "columns")
        self.assertRecordValues(
            wizard.people_column_ids,
            [
                {"name": "Name", "people_field": "name", "sample": "Kai, Lea"},
                {"name": "Boss", "people_field": "superior", "sample": "Lea"},
                {"name": "Shoe size", "people_field": False, "sample": "42, 39"},
            ],
        )
        self.assertEqual(
            wizard.link_column_ids.mapped("link_field"), ["source", "target", "type"]
        )
        wizard.action_preview()
        self.assertEqual(wizard.state, "preview")
        self.assertRecordValues(
            wizard.row_ids,
            [
                {"kind": "people", "number": 2, "name": "Kai", "action": "create"},
                {"kind": "people", "number": 3, "name": "Lea", "action": "create"},
                {"kind": "links", "number": 2, "name": "Kai → Lea", "action": "create"},
            ],
        )
        self.assertFalse(self.account_map.stakeholder_ids)
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(wizard.people_create_count, 2)
        self.assertEqual(self._person("Kai").reports_to_id, self._person("Lea"))
        self.assertEqual(
            wizard.action_open_map()["params"], {"map_id": self.account_map.id}
        )

    def test_columns_corrected_by_hand(self):
        wizard = self._open(csv_file("Who,Weight", ["Kai", "2"]))
        wizard.action_read()
        with self.assertRaisesRegex(ValidationError, "No column is imported as"):
            wizard.action_preview()
        with Form(wizard) as form, form.people_column_ids.edit(0) as column:
            column.people_field = "name"
        wizard.action_preview()
        self.assertEqual(wizard.row_ids.name, "Kai")
        wizard.action_back()
        with Form(wizard) as form, form.people_column_ids.edit(1) as column:
            column.people_field = "name"
        with self.assertRaisesRegex(ValidationError, "Several columns"):
            wizard.action_preview()

    def test_refused_rows_block_unless_left_out(self):
        wizard = self._open(csv_file("Name,Level", ["Kai", "1"], ["Lea", "5"]))
        wizard.action_read()
        wizard.action_preview()
        self.assertEqual(wizard.people_refuse_count, 1)
        # Refused rows come first.
        wizard.invalidate_recordset()
        self.assertEqual(wizard.row_ids.mapped("name"), ["Lea", "Kai"])
        with self.assertRaisesRegex(ValidationError, r"row 3 \(Lea\)"):
            wizard.action_import()
        self.assertFalse(self.account_map.stakeholder_ids)
        wizard.leave_out_refused = True
        wizard.action_import()
        self.assertEqual(self.account_map.stakeholder_ids.mapped("name"), ["Kai"])

    def test_what_is_done_fits_what_is_known_then(self):
        wizard = self._open(csv_file("Name", ["Anna Berg"]))
        wizard.action_read()
        wizard.action_preview()
        self._add(self.anna)
        wizard.action_import()
        self.assertEqual(wizard.people_match_count, 1)
        self.assertEqual(wizard.row_ids.action, "match")

    def test_map_started_meanwhile(self):
        self.account_map.unlink()
        wizard = self._open(csv_file("Name", ["Kai"]))
        wizard.action_read()
        started = self.env["relationship.map"].create({"account_id": self.account.id})
        wizard.action_import()
        self.assertEqual(wizard.map_id, started)

    def test_archived_map(self):
        self.account_map.active = False
        wizard = self._open(csv_file("Name", ["Kai"]))
        with self.assertRaisesRegex(ValidationError, "Aurora Steel is archived"):
            wizard.action_read()

    def test_back_and_another_file(self):
        wizard = self._open(csv_file("Name,Weight", ["Kai", "x"]))
        wizard.action_read()
        wizard.action_preview()
        wizard.action_back()
        self.assertEqual(wizard.state, "columns")
        wizard.action_back()
        self.assertEqual(wizard.state, "file")
        wizard.people_file = base64.b64encode(csv_file("Name", ["Lea"])[1])
        wizard.action_read()
        self.assertEqual(wizard.column_ids.mapped("name"), ["Name"])

    def test_opened_on_a_map(self):
        self.assertEqual(self._open(record=self.account_map).map_id, self.account_map)

    def test_opened_on_the_map_of_another_active_company(self):
        self.seller.company_ids += self.company_b
        companies = (self.env.company + self.company_b).ids
        map_b = self.env["relationship.map"].create(
            {"account_id": self.account.id, "company_id": self.company_b.id}
        )
        wizard = self._open(
            csv_file("Name", ["Kai"]), record=map_b, allowed_company_ids=companies
        )
        wizard.action_read()
        wizard.action_import()
        self.assertEqual(wizard.map_id, map_b)
        self.assertEqual(map_b.stakeholder_ids.name, "Kai")
        self.assertFalse(self.account_map.stakeholder_ids)

    def test_opened_on_a_contact(self):
        self.assertEqual(self._open(record=self.anna).account_id, self.account)

    def test_opened_on_an_opportunity(self):
        lead = self._lead()
        wizard = self._open(csv_file("Name", ["Kai"]), record=lead)
        self.assertEqual((wizard.account_id, wizard.lead_id), (self.account, lead))
        wizard.action_read()
        wizard.action_import()
        self.assertEqual(lead.relationship_map_id.stakeholder_ids.name, "Kai")

    def test_messages_in_another_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        wizard = self._open(csv_file("Name,Level", ["Kai", "7"]))
        wizard.action_read()
        wizard.with_context(lang="fr_FR").action_preview()
        self.assertIn("7", wizard.row_ids.message)
