import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# How many accounts are evaluated, or started, between two commits.
BATCH_SIZE = 500
MAX_TRIES = 5


class KeyAccountEvaluationRunWork(models.Model):
    """What the background job of a mass evaluation does."""

    _inherit = "key.account.evaluation.run"

    @api.model
    def _cron_run(self):
        """Work on the running evaluations until they are done or time is up."""
        runs = self.search([("state", "=", "running")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=sum(run._count_left() for run in runs))
        for run in runs:
            if not run._work(cron):
                return

    def _work(self, cron):
        """Evaluate batch by batch; whether there is time for more."""
        time_left, tries = True, 0
        while time_left and self.state == "running":
            try:
                time_left = self._work_and_commit(cron)
                tries = 0
            except UserError as error:
                self.env.cr.rollback()
                self.write({"state": "paused", "message": str(error)})
                cron._commit_progress(remaining=0)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody saved an account of the batch: take the batch again.
                self.env.cr.rollback()
                tries += 1
                if tries == MAX_TRIES:
                    raise
            # Somebody may have stopped it in the meantime.
            self.env.invalidate_all()
        return bool(time_left)

    def _work_and_commit(self, cron):
        done = self._work_batch()
        if done is None:
            self._end()
        return cron._commit_progress(done or 0, remaining=self._count_left())

    def _work_batch(self):
        """Start or evaluate one batch; how many, or None when nothing is left."""
        # Nobody reads 10,000 notes: the evaluations themselves are the history. What
        # is computed is written here, where nothing is tracked.
        run = self.with_company(self.company_id).with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        )
        missing = run._find_missing_customers() if run.start_missing else []
        if missing:
            started = run.env["key.account"].create(
                [
                    {"account_id": partner_id, "company_id": run.company_id.id}
                    for partner_id in missing
                ]
            )
            started.flush_recordset()
            return 0
        accounts = run.env["key.account"].search(
            run._get_left_domain(), order="id", limit=BATCH_SIZE
        )
        if not accounts:
            return None
        accounts._evaluate(run.date, run)
        accounts.flush_recordset()
        return len(accounts)

    def _get_left_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("evaluation_ids", "not any", [("run_id", "=", self.id)]),
        ]

    def _count_left(self):
        if self.state != "running":
            return 0
        return self.env["key.account"].search_count(self._get_left_domain())

    def _find_missing_customers(self):
        """Ids of companies with orders or opportunities that are no accounts yet.

        Who was archived among the accounts stays out.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT customer.id
                  FROM res_partner customer
                 WHERE customer.active AND customer.is_company
                   AND customer.commercial_partner_id = customer.id
                   AND COALESCE(customer.company_id, %(company_id)s) = %(company_id)s
                   AND NOT EXISTS (
                        SELECT 1 FROM key_account account
                         WHERE account.account_id = customer.id
                           AND account.company_id = %(company_id)s
                   )
                   AND customer.id IN (
                        SELECT contact.commercial_partner_id
                          FROM sale_order sale
                          JOIN res_partner contact ON contact.id = sale.partner_id
                         WHERE sale.state = 'sale'
                           AND sale.company_id = %(company_id)s
                         UNION
                        SELECT contact.commercial_partner_id
                          FROM crm_lead lead
                          JOIN res_partner contact ON contact.id = lead.partner_id
                         WHERE lead.type = 'opportunity'
                           AND COALESCE(lead.company_id, %(company_id)s)
                               = %(company_id)s
                   )
                 ORDER BY customer.id
                 LIMIT %(limit)s
                """,
                company_id=self.company_id.id,
                limit=BATCH_SIZE,
            )
        )
        return [partner_id for (partner_id,) in rows]

    def _end(self):
        self.invalidate_recordset(["done_count", "moved_count"])
        self.write(
            {
                "final_count": self.done_count,
                "final_moved_count": self.moved_count,
                "state": "done",
                "date_end": fields.Datetime.now(),
            }
        )
        _logger.info("Evaluated %s accounts of run %s.", self.done_count, self.id)

    @api.model
    def _run_all(self, company=None, date=None):
        """Evaluate all accounts of a company at once, for scripts.

        Nothing is committed: that is up to the caller.

        :param company: ``res.company``, the current one when omitted
        :param date: day of the evaluation, today when omitted
        :return: the run, done
        :raise UserError: when an amount cannot be converted
        """
        company = company or self.env.company
        run = self.create(
            {
                "company_id": company.id,
                "date": date or fields.Date.context_today(self),
            }
        )
        run._check_ready()
        run.write({"state": "running", "date_start": fields.Datetime.now()})
        while run._work_batch() is not None:
            run.env.flush_all()
        run._end()
        return run
