from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import KeyAccountCommon


class TestFastTrack(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Spare sensor", "list_price": 80, "taxes_id": False}
        )

    def _form(self, user=None, **context):
        wizards = self.env["crm.fast.track"].with_user(user or self.seller)
        return Form(wizards.with_context(**context))

    def _order(self, action):
        return self.env["sale.order"].browse(action["res_id"])

    def test_from_request_to_quotation_on_one_screen(self):
        with self._form() as form:
            form.partner_id = self.contact
            form.name = "Ten sensors"
            with form.line_ids.new() as line:
                line.product_id = self.product
                line.quantity = 10
            self.assertEqual(form.amount, 800)
            self.assertTrue(form.is_fast_track)
        order = self._order(form.record.action_quote())
        lead = order.opportunity_id
        self.assertEqual(order.amount_untaxed, 800)
        self.assertEqual(lead.name, "Ten sensors")
        self.assertEqual(lead.user_id, self.seller)
        self.assertEqual(lead.tier_code, "E")
        self.assertEqual(lead.expected_revenue, 800)

    def test_large_requests_go_through_the_stages(self):
        with self._form() as form:
            form.partner_id = self.contact
            form.name = "A mill"
            with form.line_ids.new() as line:
                line.product_id = self.product
                line.price_unit = 300_000
            self.assertFalse(form.is_fast_track)
        with self.assertRaisesRegex(UserError, "tier B"):
            form.record.action_quote()
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "A mill")]))

    def test_nothing_asked_for(self):
        with self._form() as form:
            form.partner_id = self.contact
            form.name = "Nothing"
        with self.assertRaisesRegex(UserError, "Nothing"):
            form.record.action_quote()

    def test_an_opportunity_is_quoted_at_once(self):
        lead = self._lead(expected_revenue=900)
        with self._form(default_lead_id=lead.id) as form:
            self.assertEqual(form.partner_id, self.account)
            with form.line_ids.new() as line:
                line.product_id = self.product
        order = self._order(form.record.action_quote())
        self.assertEqual(order.opportunity_id, lead)
        self.assertEqual(lead.expected_revenue, 80)

    def test_small_tiers_skip_the_gates(self):
        stages = self.env["crm.stage"].create(
            [{"name": "First", "sequence": 90}, {"name": "Second", "sequence": 91}]
        )
        self.env["crm.stage.gate"].create(
            {
                "name": "Phone known",
                "stage_id": stages[0].id,
                "kind": "field",
                "field_id": self.env["ir.model.fields"]._get("crm.lead", "phone").id,
            }
        )
        small, large = (
            self._lead(expected_revenue=amount, stage_id=stages[0].id, phone=False)
            for amount in (500, 50_000)
        )
        small.with_user(self.seller).stage_id = stages[1]
        self.assertEqual(small.stage_id, stages[1])
        with self.assertRaisesRegex(UserError, "Phone known"):
            large.with_user(self.seller).stage_id = stages[1]

    def test_employees_are_refused(self):
        with self.assertRaises(AccessError):
            self.env["crm.fast.track"].with_user(self.employee).create(
                {"partner_id": self.contact.id, "name": "Mine"}
            )
