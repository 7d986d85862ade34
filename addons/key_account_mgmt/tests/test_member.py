from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestMember(KeyAccountCommon):
    def test_two_primaries_of_a_role_at_the_same_time(self):
        with self.assertRaisesRegex(ValidationError, "two primary members"):
            self._join(
                self.expert,
                "account_manager",
                is_primary=True,
                date_end=fields.Date.today(),
            )

    def test_database_holds_two_open_primaries_apart(self):
        second = self._join(self.expert, "account_manager")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            second.flush_recordset()
            self.cr.execute(
                "UPDATE key_account_member SET is_primary = TRUE WHERE id = %s",
                [second.id],
            )

    def test_primaries_may_follow_each_other(self):
        today = fields.Date.today()
        self.manager_member.date_end = today
        successor = self._join(
            self.expert,
            "account_manager",
            is_primary=True,
            date_start=fields.Date.add(today, days=1),
        )
        self.assertTrue(successor.is_primary)
        self.assertTrue(self.manager_member.is_current)
        self.assertFalse(successor.is_current)

    def test_outsider_only_where_the_role_allows_it(self):
        professor = self.env["res.partner"].create({"name": "Professor Lund"})
        members = self.env["key.account.member"]
        vals = {"key_account_id": self.key_account.id, "partner_id": professor.id}
        expert = members.create({**vals, "role_id": self.roles["lead_expert"].id})
        self.assertEqual(expert.coverage_line, "industry")
        with self.assertRaisesRegex(ValidationError, "Professor Lund cannot be"):
            members.create({**vals, "role_id": self.roles["sponsor"].id})

    def test_current_is_searchable(self):
        members = self.env["key.account.member"]
        self.expert_member.date_end = fields.Date.subtract(fields.Date.today(), days=1)
        mine = [("key_account_id", "=", self.key_account.id)]
        now = members.search([*mine, ("is_current", "=", True)])
        self.assertEqual(now, self.manager_member)
        before = members.search([*mine, ("is_current", "=", False)])
        self.assertEqual(before, self.expert_member)

    def test_account_instead_of_key_account(self):
        customer = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        member = self.env["key.account.member"].create(
            {
                "account_id": customer.id,
                "role_id": self.roles["sponsor"].id,
                "user_id": self.expert.id,
            }
        )
        self.assertEqual(member.key_account_id.account_id, customer)
