from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestMap(RelationshipCommon):
    @mute_logger("odoo.sql_db")
    def test_one_account_map_per_account(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["relationship.map"].create({"account_id": self.account.id})

    def test_another_company_has_its_own_map_of_a_shared_account(self):
        maps = self.env["relationship.map"].with_user(self.foreign_manager)
        foreign = maps.create({"account_id": self.account.id})
        self.assertEqual(foreign.company_id, self.company_b)

    def test_each_company_keeps_its_map_of_an_account_that_was_shared(self):
        maps = self.env["relationship.map"].with_user(self.foreign_manager)
        foreign = maps.create({"account_id": self.account.id})
        self.account.company_id = self.env.company
        self.env.flush_all()
        self.assertEqual(foreign.company_id, self.company_b)
        self.assertEqual(self.account_map.company_id, self.env.company)

    def test_opening_an_archived_map_brings_it_back(self):
        lead = self._lead().with_user(self.seller)
        lead.action_open_relationship_map()
        lead_map = lead.relationship_map_id
        for record, own_map in ((lead, lead_map), (self.account, self.account_map)):
            own_map.active = False
            record = record.with_user(self.seller)
            action = record.action_open_relationship_map()
            self.assertEqual(action["params"]["map_id"], own_map.id)
            self.assertTrue(own_map.active)

    @mute_logger("odoo.sql_db")
    def test_one_map_per_opportunity(self):
        lead = self._lead()
        self.env["relationship.map"].create({"lead_id": lead.id})
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["relationship.map"].create({"lead_id": lead.id})

    @mute_logger("odoo.sql_db")
    def test_duplicate_message_names_the_account(self):
        maps = self.env["relationship.map"]
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            maps.create({"account_id": self.account.id})
        message = maps._sql_error_to_message(caught.exception)
        self.assertIn("Aurora Steel", message)

    def test_contact_is_no_account(self):
        with self.assertRaisesRegex(ValidationError, "Anna Berg.*Aurora Steel"):
            self.env["relationship.map"].create({"account_id": self.anna.id})

    def test_neither_account_nor_opportunity(self):
        with self.assertRaises(ValidationError):
            self.env["relationship.map"].create({})

    def test_opportunity_without_customer(self):
        lead = self._lead(partner_id=False)
        with self.assertRaisesRegex(ValidationError, "Rolling mill"):
            self.env["relationship.map"].create({"lead_id": lead.id})

    def test_defaults_come_from_the_opportunity(self):
        lead = self._lead(partner_id=self.anna.id)
        lead_map = self.env["relationship.map"].create({"lead_id": lead.id})
        self.assertRecordValues(
            lead_map,
            [
                {
                    "account_id": self.account.id,
                    "kind": "opportunity",
                    "name": "Aurora Steel: Rolling mill",
                    "user_id": self.seller.id,
                    "company_id": self.env.company.id,
                }
            ],
        )

    def test_created_from_the_form(self):
        account = self.env["res.partner"].create({"name": "New", "is_company": True})
        with Form(self.env["relationship.map"].with_user(self.seller)) as form:
            form.account_id = account
        self.assertEqual(form.record.kind, "account")
        self.assertFalse(form.record.user_id)


@tagged("post_install", "-at_install")
class TestCopy(RelationshipCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls.env["relationship.department"].create(
            {"name": "Finance", "account_id": cls.account.id}
        )
        cls.boss = cls._add(
            cls.anna, level="1", department_id=cls.finance.id, has_veto=True
        )
        cls.junior = cls._add(cls.bruno, reports_to_id=cls.boss.id, level="-1")
        cls.left = cls._add(cls.clara)
        cls.lead = cls._lead()

    def _copy(self, **vals):
        wizard = self.env["relationship.map.copy"].with_user(self.seller)
        with Form(wizard.with_context(default_lead_id=self.lead.id)) as form:
            for name, value in vals.items():
                form[name] = value
        self.assertEqual(form.record.source_map_id, self.account_map)
        form.record.stakeholder_ids -= self.left
        form.record.action_copy()
        return self.lead.relationship_map_id

    def test_people_lines_and_levels(self):
        lead_map = self._copy()
        boss, junior = lead_map.stakeholder_ids.sorted("name")
        self.assertEqual((boss.level, junior.level), ("1", "-1"))
        self.assertEqual(junior.reports_to_id, boss)
        self.assertTrue(boss.has_veto)
        self.assertEqual(boss.department_id, self.finance)
        self.assertIn("Aurora Steel", boss.level_change_ids.reason)

    def test_the_copy_lives_its_own_life(self):
        lead_map = self._copy()
        boss, junior = lead_map.stakeholder_ids.sorted("name")
        junior.level = "2"
        boss.reports_to_id = junior.reports_to_id = False
        boss.reports_to_id = junior
        self.assertEqual(self.junior.level, "-1")
        self.assertEqual(self.junior.reports_to_id, self.boss)
        self.assertEqual(self.account_map.closeness, 0)
        self.assertEqual(self.lead.closeness, 150)

    def test_without_lines_and_levels(self):
        lead_map = self._copy(copy_lines=False, copy_levels=False)
        self.assertEqual(set(lead_map.stakeholder_ids.mapped("level")), {False})
        self.assertFalse(lead_map.stakeholder_ids.reports_to_id)
        self.assertEqual(lead_map.coverage, 0)

    def test_who_is_there_already_stays_as_is(self):
        lead_map = self.env["relationship.map"].create({"lead_id": self.lead.id})
        there = self._add(self.anna, lead_map, level="-2")
        self._copy()
        self.assertEqual(len(lead_map.stakeholder_ids), 2)
        self.assertEqual(there.level, "-2")
        self.assertEqual((lead_map.stakeholder_ids - there).reports_to_id, there)


@tagged("post_install", "-at_install")
class TestQueries(RelationshipCommon):
    def test_reading_a_map_does_not_cost_per_person(self):
        """Drawing 40 people takes as many queries as drawing 4."""
        self._crowd(self.account_map, ["1"] * 4)
        small = self._queries()
        self._crowd(self.account_map, ["1"] * 36)
        self.assertEqual(self._queries(), small)

    def _queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        relationship_map = self.account_map.with_user(self.seller)
        relationship_map.get_map_data()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        relationship_map.get_map_data()
        return self.cr.sql_log_count - before
