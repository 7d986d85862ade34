from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PresalesCommon


@tagged("post_install", "-at_install")
class TestCredit(PresalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage.gate"].search([]).active = False
        cls.lead.responsibility_ids.unlink()
        cls.lead.presales_scene_id = cls.env["presales.scene"].search(
            [("credit_rule", "=", "split")], limit=1
        )

    def _share(self):
        self.lead.with_user(self.seller).action_share_credit()
        return self.lead.credit_ids

    def _add(self, user, share, kind="revenue"):
        return self.env["crm.lead.credit"].create(
            {
                "lead_id": self.lead.id,
                "user_id": user.id,
                "share": share,
                "kind": kind,
            }
        )

    def test_the_salesperson_starts_with_all_of_it(self):
        credit = self._share()
        self.assertEqual((credit.user_id, credit.share), (self.seller, 100))
        self.assertTrue(credit.is_owner)
        self.assertEqual(credit.amount, 400_000)
        self.assertEqual(self._share(), credit, "once")

    def test_the_total_is_wrong_until_it_is_right(self):
        credit = self._share()
        self._add(self.expert, 30)
        self.assertEqual(self.lead.credit_total, 130)
        self.assertFalse(self.lead.is_credit_right)
        with self.assertRaisesRegex(UserError, "130.0 %"):
            self.lead.action_set_won()
        credit.share = 70
        self.assertTrue(self.lead.is_credit_right)
        self.lead.action_set_won()
        self.assertEqual(self.lead.won_status, "won")

    def test_overlay_never_enters_the_total(self):
        self._share()
        self._add(self.expert, 80, "overlay")
        self.assertTrue(self.lead.is_credit_right)

    def test_the_owner_keeps_a_row(self):
        credit = self._share()
        for refused in (credit.unlink, lambda: credit.write({"kind": "overlay"})):
            with self.assertRaisesRegex(UserError, "key_seller"):
                refused()
        self.lead.user_id = self.expert
        self.assertEqual(
            self.lead.credit_ids.mapped(lambda c: (c.user_id, c.share)),
            [(self.seller, 100), (self.expert, 0)],
        )
        credit.unlink()

    def test_the_report_counts_every_amount_once(self):
        self._share().share = 60
        self._add(self.expert, 40)
        self._add(self.manager, 25, "overlay")
        plain = self._lead(expected_revenue=50_000)
        self.env.flush_all()
        report = self.env["crm.credit.report"].with_user(self.manager)
        rows = report.search([("lead_id", "in", (self.lead | plain).ids)])
        self.assertAlmostEqual(sum(rows.mapped("revenue")), 450_000)
        self.assertAlmostEqual(sum(rows.mapped("overlay")), 100_000)
        by_user = {row.user_id: row.revenue for row in rows if row.lead_id == self.lead}
        self.assertEqual(by_user[self.expert], 160_000)

    @mute_logger("odoo.sql_db")
    def test_rights(self):
        credit = self._share()
        self.assertTrue(credit.with_user(self.expert).read(["share"]))
        for user in (
            self.other_seller,
            self.employee,
            self.portal,
            self.foreign_manager,
        ):
            with self.assertRaises(AccessError):
                credit.with_user(user).read(["share"])
            with self.assertRaises(AccessError):
                credit.with_user(user).write({"share": 1})
