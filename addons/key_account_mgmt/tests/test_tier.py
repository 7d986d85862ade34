from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KeyAccountCommon


class TestTier(KeyAccountCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiers = cls.env["crm.opportunity.tier"]
        cls.tiers = {
            tier.code: tier
            for tier in tiers.search([("company_id", "=", cls.env.company.id)])
        }

    def test_value_on_a_boundary_belongs_to_the_higher_tier(self):
        bound = self.tiers["B"].amount_min
        lead = self._lead(expected_revenue=bound)
        self.assertEqual(lead.tier_code, "B")
        lead.expected_revenue = bound - 0.01
        self.assertEqual(lead.tier_code, "C")

    def test_every_amount_has_a_tier(self):
        for amount, code in ((0, "E"), (-5, "E"), (1e12, "A")):
            self.assertEqual(self._lead(expected_revenue=amount).tier_code, code)

    def test_new_company_has_tiers(self):
        tiers = self.env["crm.opportunity.tier"].search(
            [("company_id", "=", self.company_b.id)]
        )
        self.assertEqual(tiers.mapped("code"), ["A", "B", "C", "D", "E"])
        self.assertFalse(tiers[0].amount_max)
        self.assertEqual(tiers[1].amount_max, tiers[0].amount_min)

    def test_revenue_is_converted_to_the_currency_of_the_tiers(self):
        self.company_b.currency_id = self.env["res.currency"].create(
            {
                "name": "TST",
                "symbol": "T",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 10.0})],
            }
        )
        abroad = self._lead(
            expected_revenue=500_000,
            company_id=self.company_b.id,
            user_id=self.foreign_manager.id,
            partner_id=False,
        )
        self.assertEqual(abroad.tier_code, "B")
        self.assertEqual(self._lead(expected_revenue=500_000).tier_code, "B")

    def test_changed_boundary_moves_opportunities(self):
        lead = self._lead(expected_revenue=250_000)
        self.assertEqual(lead.tier_code, "C")
        self.tiers["B"].amount_min = 250_000
        self.assertEqual(lead.tier_code, "B")

    def test_order_of_tiers(self):
        with self.assertRaisesRegex(ValidationError, "A must start above B"):
            self.tiers["B"].amount_min = self.tiers["A"].amount_min + 1

    def test_lowest_tier_starts_at_zero(self):
        with self.assertRaisesRegex(ValidationError, "tier E start at 0"):
            self.tiers["E"].amount_min = 10

    def test_lowest_tier_stays(self):
        with self.assertRaisesRegex(ValidationError, "lowest tier"):
            self.tiers["E"].unlink()

    def test_no_two_tiers_from_the_same_amount(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.tiers["B"].amount_min = self.tiers["A"].amount_min
            self.env.flush_all()

    def test_set_by_hand_with_a_reason(self):
        lead = self._lead(expected_revenue=10)
        action = lead.with_user(self.seller).action_set_tier()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.seller)
            .with_context(**action["context"])
        )
        wizard.tier_id = self.tiers["A"]
        with self.assertRaises(AssertionError):
            wizard.save()
        wizard.reason = "Opens the group"
        wizard.save().action_apply()
        lead.expected_revenue = 20
        self.assertEqual(lead.tier_code, "A")
        self.assertEqual(lead.tier_override_reason, "Opens the group")
        lead.action_reset_tier()
        self.assertEqual(lead.tier_code, "E")
        self.assertFalse(lead.tier_override_reason)

    def test_boundaries_are_moved_after_a_look(self):
        lead = self._lead(expected_revenue=500_000)
        by_hand = self._lead(expected_revenue=500_000)
        by_hand.tier_override_id = self.tiers["D"]
        self.env.flush_all()
        wizard = self.env["crm.tier.boundaries"].with_user(self.admin).create({})
        lines = {line.tier_id.code: line for line in wizard.line_ids}
        self.assertFalse(wizard.moved_count)
        before = lines["B"].count_now
        with Form(wizard) as form:
            for index, amount in enumerate((2_000_000, 600_000)):
                with form.line_ids.edit(index) as line:
                    line.amount_min = amount
            self.assertGreaterEqual(form.moved_count, 1)
        self.assertEqual(lines["B"].count_now, before)
        wizard.action_apply()
        self.assertEqual(lead.tier_code, "C")
        self.assertEqual(by_hand.tier_code, "D")
        self.assertEqual(self.tiers["A"].amount_min, 2_000_000)

    def test_only_administrators_move_boundaries(self):
        with self.assertRaises(AccessError):
            self.tiers["A"].with_user(self.manager).amount_min = 5
        with self.assertRaises(AccessError):
            self.env["crm.tier.boundaries"].with_user(self.manager).create({})
