from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common_evaluation import EvaluationCommon


class TestOverride(EvaluationCommon):
    def _set(self, user=None, **vals):
        wizard = self.env["key.account.class.override"].with_user(user or self.manager)
        with Form(wizard.with_context(active_ids=self.key_account.ids)) as form:
            for name, value in {"reason": "New mill", **vals}.items():
                form[name] = value
        return form.record.action_apply()

    def test_class_by_hand_with_reason(self):
        self.key_account._evaluate()
        self._set(class_override="A", key_override="yes")
        account = self.key_account
        self.assertEqual(account.account_class, "A")
        self.assertTrue(account.is_key_account)
        self.assertEqual(account.class_override_user_id, self.manager)
        for part in ("Set by hand to class A, key account", "New mill", "Class D"):
            self.assertIn(part, account.class_reason)

    def test_evaluations_go_on_below_it(self):
        self._set(class_override="A", key_override="no")
        self._estimate()
        evaluation = self.key_account._evaluate()
        self.assertEqual(evaluation.account_class, "C")
        self.assertEqual(self.key_account.account_class, "A")
        self.assertFalse(self.key_account.is_key_account)
        self.key_account.with_user(self.manager).action_lift_override()
        self.assertEqual(self.key_account.account_class, "C")
        self.assertTrue(self.key_account.is_key_account)
        self.assertFalse(self.key_account.class_override_reason)

    def test_expired_ones_are_lifted_and_it_is_said(self):
        self.key_account._evaluate()
        today = fields.Date.today()
        self._set(class_override="A", date_until=today)
        accounts = self.env["key.account"]
        self.assertFalse(accounts._cron_lift_overrides() & self.key_account)
        self.key_account.class_override_until = fields.Date.subtract(today, days=1)
        self.assertIn(self.key_account, accounts._cron_lift_overrides())
        self.assertEqual(self.key_account.account_class, "D")
        self.assertIn("New mill", self.key_account.message_ids[0].body)

    def test_reason_and_end_are_asked_for(self):
        refused = self.assertRaisesRegex(ValidationError, "Aurora Steel: say why")
        with refused, self.cr.savepoint():
            self.key_account.class_override = "A"
        with self.assertRaisesRegex(ValidationError, "Choose a class"):
            self._set()
        with self.assertRaisesRegex(ValidationError, "over already"):
            self._set(class_override="A", date_until="2020-01-01")

    def test_only_managers(self):
        with self.assertRaises(AccessError):
            self._set(user=self.seller, class_override="A")
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self.key_account.with_user(self.seller).write(
                {"class_override": "A", "class_override_reason": "Mine"}
            )
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self.key_account.with_user(self.seller).action_lift_override()
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self.key_account.with_user(self.seller).evaluated_class = "A"
