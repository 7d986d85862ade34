import unittest

from odoo.tests import TransactionCase, tagged

from . import crm_pipeline

FOLDER = crm_pipeline.find_folder()


@unittest.skipUnless(FOLDER, "the crm_pipeline data is not there")
@tagged("post_install", "-at_install")
class TestEvaluationPipeline(TransactionCase):
    def test_all_85_accounts_get_a_class(self):
        """Two opportunities of each account are enough to start and classify it."""
        whole = crm_pipeline.read(FOLDER)
        some = {}
        for key, row in whole.opportunities.items():
            some.setdefault(row["account"], []).append((key, row))
        some.pop("")
        rows = dict(row for rows in some.values() for row in rows[:2])
        crm_pipeline.load(self.env, whole._replace(opportunities=rows))
        run = self.env["key.account.evaluation.run"]._run_all(date="2017-12-31")
        data = self.env["ir.model.data"].search(
            [("module", "=", crm_pipeline.PREFIX), ("model", "=", "res.partner")]
        )
        customers = self.env["res.partner"].browse(data.mapped("res_id"))
        accounts = self.env["key.account"].search([("account_id", "in", customers.ids)])
        self.assertEqual(len(accounts), 85)
        self.assertEqual(accounts, accounts.filtered("account_class"))
        self.assertEqual(run.state, "done")
        self.assertEqual(accounts.evaluation_id.run_id, run)
        self.assertTrue(any(account.contribution for account in accounts))
