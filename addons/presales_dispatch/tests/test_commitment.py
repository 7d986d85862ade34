from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestCommitment(PresalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create({"name": "Mill part"})
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.contact.id,
                "opportunity_id": cls.lead.id,
                "user_id": cls.seller.id,
                "order_line": [(0, 0, {"product_id": cls.product.id})],
            }
        )

    def _promise(self, user=None, **vals):
        return (
            self.env["crm.commitment"]
            .with_user(user or self.seller)
            .create(
                {
                    "name": "Running in six weeks",
                    "lead_id": self.lead.id,
                    "owner_id": self.engineer.id,
                    "date_due": "2026-12-01",
                    "hours": 80,
                    **vals,
                }
            )
        )

    def test_who_delivers_is_asked_and_answers(self):
        promise = self._promise(state="accepted")
        self.assertEqual(promise.state, "open", "an answer is not written along")
        self.assertEqual(promise.activity_ids.user_id, self.engineer)
        with self.assertRaises(AccessError):
            promise.action_accept()
        with self.assertRaises(AccessError):
            promise.write({"state": "accepted"})
        promise.with_user(self.engineer).action_accept()
        self.assertEqual(promise.state, "accepted")
        self.assertFalse(promise.activity_ids)

    def test_presales_leads_read_promises_and_change_nothing(self):
        promise = self._promise().with_user(self.lead_user)
        self.assertEqual(promise.search([("id", "=", promise.id)]), promise)
        with self.assertRaises(AccessError):
            promise.date_due = "2026-10-01"

    def test_a_changed_promise_is_asked_for_again(self):
        promise = self._promise()
        promise.with_user(self.engineer).action_accept()
        promise.date_due = "2026-10-01"
        self.assertEqual(promise.state, "open")
        self.assertEqual(promise.activity_ids.user_id, self.engineer)

    def test_no_quotation_with_open_or_refused_promises(self):
        promise = self._promise()
        order = self.order.with_user(self.seller)
        with self.assertRaisesRegex(UserError, "Running in six weeks"):
            order.action_quotation_send()
        with self.assertRaisesRegex(UserError, "Running in six weeks"):
            order.action_confirm()
        action = promise.with_user(self.engineer).action_refuse()
        refusals = self.env[action["res_model"]].with_user(self.engineer)
        with Form(refusals.with_context(**action["context"])) as refusal:
            refusal.reason = "The bearing takes ten"
        refusal.record.action_refuse()
        self.assertEqual(promise.answer, "The bearing takes ten")
        with self.assertRaisesRegex(UserError, "Running in six weeks"):
            order.write({"state": "sent"})
        promise.with_user(self.engineer).action_accept()
        self.assertTrue(order.action_quotation_send())
        order.action_confirm()
        self.assertEqual(promise.order_id, self.order, "it travels along")
        self.assertEqual(self.order.activity_ids.user_id, self.engineer)

    def test_it_becomes_a_task_of_the_orders_project(self):
        promise = self._promise()
        promise.with_user(self.engineer).action_accept()
        project = self.env["project.project"].create({"name": "Mill 4"})
        self.order.project_id = project
        self.order.with_user(self.seller).action_confirm()
        task = promise.task_id
        self.assertEqual((task.project_id, task.user_ids), (project, self.engineer))
        self.assertEqual(task.allocated_hours, promise.hours)
        self.assertFalse(self.order.activity_ids)

    def test_a_manager_lets_it_go_with_a_reason(self):
        self._promise()
        order = self.order.with_user(self.manager)
        with self.assertRaises(RedirectWarning):
            order.action_quotation_send()
        wizard = (
            self.env["crm.commitment.override"]
            .with_user(self.manager)
            .create({"order_id": order.id, "reason": "Agreed by phone"})
        )
        self.assertEqual(wizard.action_send()["res_model"], "mail.compose.message")
        order.write({"state": "sent"})
        self.assertEqual(self.order.commitment_override_reason, "Agreed by phone")
        with self.assertRaises(AccessError):
            self.order.with_user(self.seller).commitment_override_reason = "Mine"

    def test_orders_without_promises_go(self):
        self.assertTrue(self.order.with_user(self.seller).action_quotation_send())

    def test_who_sees_a_promise(self):
        promise = self._promise()
        self.assertTrue(promise.with_user(self.engineer).name, "who delivers it")
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            with self.assertRaises(AccessError):
                promise.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            promise.unlink()
