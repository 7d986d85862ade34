from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestKeyAccount(KeyAccountCommon):
    def test_class_comes_from_evaluation_unless_set_by_hand(self):
        self.key_account.evaluated_class = "B"
        self.assertEqual(self.key_account.account_class, "B")
        self.key_account.write(
            {"class_override": "A", "class_override_reason": "A new mill"}
        )
        self.assertEqual(self.key_account.account_class, "A")

    def test_strategy_follows_the_policy_of_the_class(self):
        self.key_account.evaluated_class = "A"
        self.assertEqual(self.key_account.strategy_id.kind, "deepen")
        self.key_account.evaluated_class = "D"
        self.assertEqual(self.key_account.strategy_id.kind, "economise")

    def test_contact_shows_the_class_of_the_current_company(self):
        self.key_account.write({"evaluated_class": "A", "is_key_account": True})
        seen = self.account.with_user(self.seller)
        self.assertEqual(seen.account_class, "A")
        self.assertTrue(seen.is_key_account)
        found = seen.search([("account_class", "=", "A"), ("id", "=", seen.id)])
        self.assertEqual(found, seen)
        foreign = self.account.with_user(self.foreign_manager)
        self.assertFalse(foreign.account_class)
        self.assertFalse(foreign.search([("account_class", "=", "A")]) & foreign)

    def test_contacts_are_grouped_by_class(self):
        self.key_account.evaluated_class = "C"
        groups = (
            self.env["res.partner"]
            .with_user(self.seller)
            ._read_group([("id", "=", self.account.id)], ["account_class"], ["__count"])
        )
        self.assertEqual(groups, [("C", 1)])

    def test_one_key_account_per_company(self):
        self.env["key.account"].create(
            {"account_id": self.account.id, "company_id": self.company_b.id}
        )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.env["key.account"].create({"account_id": self.account.id})

    def test_companies_are_not_each_others_parents(self):
        daughter = self.env["res.partner"].create(
            {"name": "Aurora South", "is_company": True, "parent_id": self.account.id}
        )
        with self.assertRaises(ValidationError):
            self.account.parent_id = daughter

    def test_contact_is_no_key_account(self):
        with self.assertRaisesRegex(ValidationError, "Anna Berg.*Aurora Steel"):
            self.env["key.account"].create({"account_id": self.contact.id})

    def test_open_from_contact_starts_it_once(self):
        other = self.env["res.partner"].create({"name": "Nova", "is_company": True})
        action = other.with_user(self.manager).action_open_key_account()
        again = other.with_user(self.manager).action_open_key_account()
        self.assertEqual(action["res_id"], again["res_id"])
        self.assertEqual(self.env["key.account"].browse(action["res_id"]).name, "Nova")

    def test_account_manager_is_the_primary_member(self):
        self.assertEqual(self.key_account.user_id, self.seller)
        self.manager_member.date_end = "2020-01-01"
        self.manager_member.date_start = "2019-01-01"
        self.account.user_id = self.other_seller
        self.assertEqual(self.key_account.user_id, self.other_seller)

    def test_form(self):
        with Form(self.env["key.account"].with_user(self.manager)) as form:
            form.account_id = self.env["res.partner"].create(
                {"name": "Nova", "is_company": True}
            )
        self.assertEqual(form.record.name, "Nova")
