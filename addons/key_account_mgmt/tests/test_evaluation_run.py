from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import patch

from ..models import key_account_evaluation_run_work as work
from .common_evaluation import EvaluationCommon


class TestEvaluationRun(EvaluationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = cls.env["key.account.evaluation.run"]
        cls.company = cls.env["res.company"].create({"name": "Third Company"})
        cls.customers = cls.env["res.partner"].create(
            [{"name": f"Customer {i}", "is_company": True} for i in range(7)]
        )
        cls.env["crm.lead"].create(
            [
                {
                    "name": "Rolls",
                    "type": "opportunity",
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "user_id": False,
                    "team_id": False,
                }
                for partner in cls.customers
            ]
        )

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(work, "BATCH_SIZE", 3))
        # Tests keep their transaction; committing is what the cron adds.
        self.startPatcher(
            patch.object(
                self.env.registry["ir.cron"],
                "_commit_progress",
                lambda cron, *args, **kwargs: self._commit(*args, **kwargs),
            )
        )
        self.committed = 0
        self.batches_allowed = 100

    def _commit(self, processed=0, remaining=None):
        self.committed += processed
        self.env.flush_all()
        self.batches_allowed -= bool(processed)
        return float(max(self.batches_allowed, 0))

    def _accounts(self):
        return self.env["key.account"].search([("company_id", "=", self.company.id)])

    def test_all_at_once_for_scripts(self):
        run = self.runs._run_all(self.company)
        self.assertEqual(run.state, "done")
        self.assertEqual(self._accounts().account_id, self.customers)
        self.assertEqual((run.done_count, run.progress), (7, 100))
        self.assertEqual(set(self._accounts().mapped("account_class")), {"D"})

    def test_a_second_run_changes_nothing(self):
        first = self.runs._run_all(self.company)
        evaluations = self._accounts().evaluation_ids
        second = self.runs._run_all(self.company)
        self.assertEqual(self._accounts().evaluation_ids, evaluations)
        self.assertEqual((first.done_count, second.done_count), (7, 7))

    def test_in_batches_with_progress(self):
        run = self.runs.create({"company_id": self.company.id})
        run.action_start()
        self.batches_allowed = 1
        self.runs._cron_run()
        self.assertEqual((run.state, run.done_count), ("running", 3))
        self.assertAlmostEqual(run.progress, 100 * 3 / 7)
        self.batches_allowed = 100
        self.runs._cron_run()
        self.assertEqual((run.state, self.committed), ("done", 7))

    def test_stopped_and_resumed(self):
        run = self.runs.create({"company_id": self.company.id})
        run.action_start()
        self.batches_allowed = 1
        self.runs._cron_run()
        done = run.evaluation_ids
        run.with_user(self.manager).sudo().action_stop()
        self.batches_allowed = 100
        self.runs._cron_run()
        self.assertEqual(run.evaluation_ids, done)
        self.assertIn("stopped it", run.message)
        run.action_start()
        self.runs._cron_run()
        self.assertEqual(run.state, "done")
        self.assertEqual(len(run.evaluation_ids), 7)
        self.assertLess(done, run.evaluation_ids)

    def test_stopping_takes_effect_between_batches(self):
        run = self.runs.create({"company_id": self.company.id})
        run.action_start()
        work_batch = type(run)._work_batch

        def stop_after_first_evaluation(this):
            done = work_batch(this)
            if done:
                this.action_stop()
            return done

        with patch.object(type(run), "_work_batch", stop_after_first_evaluation):
            self.runs._cron_run()
        self.assertEqual((run.state, run.done_count), ("paused", 3))

    def test_stops_and_says_why_when_a_batch_cannot_be_evaluated(self):
        run = self.runs.create({"company_id": self.company.id})
        run.action_start()
        self.env.flush_all()
        refuse = patch.object(
            type(self.env["key.account"]),
            "_evaluate",
            side_effect=UserError("No rate"),
        )
        # Back to the start of the test would take the run with it.
        stay = patch.object(self.env.cr, "rollback", lambda: None)
        with refuse, stay:
            self.runs._cron_run()
        self.assertEqual((run.state, run.message), ("paused", "No rate"))

    def test_a_batch_that_collides_with_somebody_is_taken_again(self):
        run = self.runs.create({"company_id": self.company.id})
        run.action_start()
        self.env.flush_all()
        work_batch, collisions = type(run)._work_batch, []

        def collide_once(this):
            if not collisions:
                collisions.append(this)
                raise SerializationFailure
            return work_batch(this)

        stay = patch.object(self.env.cr, "rollback", lambda: None)
        with patch.object(type(run), "_work_batch", collide_once), stay:
            self.runs._cron_run()
        self.assertEqual((run.state, run.done_count), ("done", 7))

    def test_archived_accounts_and_people_stay_out(self):
        archived = self.env["key.account"].create(
            {
                "account_id": self.customers[0].id,
                "company_id": self.company.id,
                "active": False,
            }
        )
        person = self.env["res.partner"].create({"name": "Somebody"})
        self.env["crm.lead"].create(
            {
                "name": "Rolls",
                "type": "opportunity",
                "partner_id": person.id,
                "company_id": self.company.id,
                "user_id": False,
                "team_id": False,
            }
        )
        self.runs._run_all(self.company)
        self.assertEqual(self._accounts().account_id, self.customers[1:])
        self.assertFalse(archived.active)

    def test_new_accounts_are_left_out_when_asked(self):
        run = self.runs.create({"company_id": self.company.id, "start_missing": False})
        run.action_start()
        self.runs._cron_run()
        self.assertEqual((run.state, run.done_count), ("done", 0))

    def test_refused_before_it_starts_where_a_rate_is_missing(self):
        self.env["res.currency.rate"].search([]).unlink()
        currency = self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "ZZZ", "currency_id": currency.id}
        )
        self._order(100, pricelist_id=pricelist.id)
        run = self.runs.create({})
        with self.assertRaisesRegex(UserError, "amounts in ZZZ"):
            run.action_start()
        self.assertEqual(run.state, "draft")

    def test_as_of_an_earlier_day(self):
        run = self.runs._run_all(self.company, fields.Date.to_date("2025-12-31"))
        self.assertEqual(set(run.evaluation_ids.mapped("date")), {run.date})

    def test_only_managers_start_it(self):
        with self.assertRaises(AccessError):
            self.runs.with_user(self.seller).create({})
        run = self.runs.with_user(self.manager).create({})
        run.action_start()
        self.assertEqual(run.state, "running")
        with self.assertRaisesRegex(UserError, "Stop a mass evaluation"):
            run.unlink()
        self.assertFalse(run.with_user(self.foreign_manager).has_access("read"))
