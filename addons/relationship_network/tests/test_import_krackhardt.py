import unittest
from collections import Counter

from odoo.tests import tagged

from . import krackhardt
from .common_import import ImportCommon


@tagged("post_install", "-at_install")
class TestImportKrackhardt(ImportCommon):
    """A real company of 21 managers becomes a map."""

    @classmethod
    def setUpClass(cls):
        cls.folder = krackhardt.find_folder()
        if not cls.folder:
            raise unittest.SkipTest("the Krackhardt data (SUITE_DATA) is missing")
        super().setUpClass()
        cls.company_account = cls.env["res.partner"].create(
            {"name": krackhardt.ACCOUNT, "is_company": True}
        )

    def _load(self):
        return self._import(
            *krackhardt.read_tables(self.folder), account=self.company_account
        )

    def test_map(self):
        wizard = self._load()
        people = wizard.map_id.stakeholder_ids
        self.assertEqual(len(people), 21)
        president = people.filtered(lambda person: not person.reports_to_id)
        self.assertEqual(president.partner_id.function, "President")
        self.assertFalse(president.department_id)
        self.assertEqual(len(president.subordinate_ids), 4)
        below = self.env["relationship.stakeholder"].search(
            [("id", "child_of", president.id)]
        )
        self.assertEqual(below, people)
        departments = people.department_id
        self.assertEqual(wizard.map_id.department_ids, departments)
        self.assertEqual(
            sorted(departments.mapped(lambda d: len(d.stakeholder_ids))),
            [3, 4, 5, 8],
        )

    def test_links(self):
        wizard = self._load()
        people = {p.external_key: p for p in wizard.map_id.stakeholder_ids}
        links = self.env["relationship.link"].search(
            [("source_account_id", "=", self.company_account.id)]
        )
        kinds = Counter(links.mapped("kind"))
        # 190 times advice is asked; 102 friendships are named, 23 of them by both.
        self.assertEqual(kinds, {"influence": 190, "knows": 79})
        # Manager 1 asks manager 2, who asks nobody but 6, 7 and 21.
        self.assertIn(
            people["1"].partner_id,
            people["2"].partner_id.influence_link_ids.target_id,
        )
        advisers = people["2"].partner_id.influenced_by_link_ids.filtered(
            lambda link: link.kind == "influence"
        )
        self.assertEqual(
            advisers.source_id, (people["6"] + people["7"] + people["21"]).partner_id
        )

    def test_again_changes_nothing(self):
        self._load()
        wizard = self._load()
        self.assertEqual(self._counts(wizard), (0, 0, 21, 0))
        self.assertEqual(self._counts(wizard, "links"), (0, 0, 269, 0))
