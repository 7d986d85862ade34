from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestPolicy(KeyAccountCommon):
    def test_own_policy_comes_before_the_shared_one(self):
        self.key_account.evaluated_class = "A"
        shared = self.key_account.policy_id
        self.assertFalse(shared.company_id)
        own = shared.copy({"company_id": self.env.company.id})
        self.key_account.invalidate_recordset(["policy_id"])
        self.assertEqual(self.key_account.policy_id, own)

    def test_one_policy_per_class_and_company(self):
        shared = self.env.ref("key_account_mgmt.key_account_policy_a")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            shared.copy()

    def test_cadence_is_not_negative(self):
        policy = self.env.ref("key_account_mgmt.key_account_policy_a")
        with self.assertRaisesRegex(ValidationError, "Class A"):
            policy.visit_days = -1
