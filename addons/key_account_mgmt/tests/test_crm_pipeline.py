import unittest

from odoo.tests import BaseCase, TransactionCase, tagged

from . import crm_pipeline

FOLDER = crm_pipeline.find_folder()
NEEDS_DATA = unittest.skipUnless(FOLDER, "the crm_pipeline data is not there")


@NEEDS_DATA
class TestReadPipeline(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pipeline = crm_pipeline.read(FOLDER)

    def test_nothing_is_lost(self):
        self.assertEqual(len(self.pipeline.opportunities), 8800)
        self.assertEqual(len(self.pipeline.accounts), 85)
        self.assertEqual(len(self.pipeline.agents), 35)

    def test_every_product_is_known_after_mapping(self):
        names = {row["product"] for row in self.pipeline.opportunities.values()}
        self.assertLessEqual(names, self.pipeline.products.keys())

    def test_every_sector_has_an_industry(self):
        sectors = {row["sector"] for row in self.pipeline.accounts.values()}
        self.assertLessEqual(sectors, crm_pipeline.INDUSTRIES.keys())

    def test_says_what_it_mapped_and_what_it_could_not(self):
        said = "\n".join(self.pipeline.notes)
        self.assertIn("“GTXPro” → “GTX Pro” in 1480 rows", said)
        self.assertIn("“technolgy” → “technology” in 12 rows", said)
        self.assertIn("1425 opportunities name no account", said)


@NEEDS_DATA
@tagged("post_install", "-at_install")
class TestLoadPipeline(TransactionCase):
    """One opportunity in thirty, but every account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        whole = crm_pipeline.read(FOLDER)
        some = dict(list(whole.opportunities.items())[::30])
        cls.pipeline = whole._replace(opportunities=some)
        cls.counts = crm_pipeline.load(cls.env, cls.pipeline)

    def _loaded(self, model):
        data = self.env["ir.model.data"].search(
            [("module", "=", crm_pipeline.PREFIX), ("model", "=", model)]
        )
        records = self.env[model].with_context(active_test=False)
        return records.browse(data.mapped("res_id"))

    def test_everything_arrives(self):
        rows = self.pipeline.opportunities.values()
        leads = self._loaded("crm.lead")
        self.assertEqual(len(leads), len(rows))
        for status, stage in (("won", "Won"), ("lost", "Lost")):
            expected = sum(row["deal_stage"] == stage for row in rows)
            found = leads.filtered(lambda lead, s=status: lead.won_status == s)
            self.assertEqual(len(found), expected)
        unknown = leads.filtered(lambda lead: not lead.partner_id)
        self.assertEqual(len(unknown), sum(not row["account"] for row in rows))
        self.assertEqual(set(unknown.tag_ids.mapped("name")), {"Account unknown"})

    def test_parents_and_teams(self):
        accounts = self._loaded("res.partner").filtered("is_company")
        self.assertEqual(len(accounts), 85)
        self.assertEqual(len(accounts.filtered("parent_id")), 15)
        self.assertEqual(accounts.commercial_partner_id, accounts)
        self.assertEqual(len(self._loaded("crm.team")), 6)

    def test_won_opportunities_are_orders_of_their_day(self):
        rows = [
            row
            for row in self.pipeline.opportunities.values()
            if row["deal_stage"] == "Won"
        ]
        orders = self._loaded("sale.order")
        self.assertEqual(
            sum(orders.mapped("amount_untaxed")),
            sum(float(row["close_value"]) for row in rows),
        )
        self.assertEqual({order.date_order.year for order in orders}, {2017})
        self.assertEqual(set(orders.mapped("state")), {"sale"})

    def test_second_run_adds_and_changes_nothing(self):
        lead = self._loaded("crm.lead")[0]
        lead.name = "Renamed in Odoo"
        again = crm_pipeline.load(self.env, self.pipeline)
        self.assertEqual(set(again.values()), {0})
        self.assertEqual(lead.name, "Renamed in Odoo")

    def test_tiers_are_what_a_count_of_the_amounts_says(self):
        found = crm_pipeline.set_tiers(self.env)
        codes = dict.fromkeys("ABCDE", 0)
        leads = self.env["crm.lead"].with_context(active_test=False)
        for lead in leads.search([("type", "=", "opportunity")]):
            amount = lead.expected_revenue
            codes[
                next(c for c, m in crm_pipeline.TIER_BOUNDS.items() if amount >= m)
            ] += 1
        self.assertEqual(found, {code: n for code, n in codes.items() if n})

    def test_every_week_is_replayed_and_held_against_what_was_won(self):
        demo = self.env["crm.lead"].with_context(active_test=False).search([])
        # What is no opportunity yet is in no forecast.
        (demo - self._loaded("crm.lead")).type = "lead"
        weeks, quarters = crm_pipeline.replay(self.env, self.pipeline)
        rows = self.pipeline.opportunities.values()
        self.assertGreater(weeks, 50)
        won = sum(
            float(row["close_value"]) for row in rows if row["deal_stage"] == "Won"
        )
        # Who was won before the first Monday of a quarter was never forecast in it.
        self.assertLessEqual(sum(total["actual"] for __, total in quarters), won)
        self.assertEqual([day.month for day, __ in quarters], [10, 1, 4, 7, 10])
        self.assertTrue(all(0 < total["accuracy"] <= 100 for __, total in quarters[1:]))
        snapshots = self.env["crm.forecast.snapshot"]
        loaded = [("lead_id", "in", self._loaded("crm.lead").ids)]
        latest = snapshots.search(loaded, order="date DESC", limit=1)
        monday = latest.date.isoformat()
        expected = sum(
            bool(row["engage_date"])
            and row["engage_date"] <= monday
            and not (row["close_date"] and row["close_date"] < monday)
            for row in rows
        )
        found = snapshots.search_count([("date", "=", monday), ("status", "=", "open")])
        self.assertEqual(found, expected)
