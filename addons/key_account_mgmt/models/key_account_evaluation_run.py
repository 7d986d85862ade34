import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# How many accounts are evaluated, or started, between two commits.
BATCH_SIZE = 500
STATES = [
    ("draft", "New"),
    ("running", "Running"),
    ("paused", "Stopped"),
    ("done", "Done"),
]


class KeyAccountEvaluationRun(models.Model):
    """Evaluates all accounts of a company in batches.

    What is left to do is told from the evaluations that carry the run, so that a run
    can be stopped and resumed, and evaluates no account twice. The background job
    writes on the run only when it ends: stopping it does not have to wait.
    """

    _name = "key.account.evaluation.run"
    _description = "Mass Evaluation"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name")
    date = fields.Date(
        "As Of",
        required=True,
        default=fields.Date.context_today,
        help="Orders and opportunities of the months before this day count.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users", "Started By", default=lambda self: self.env.user, readonly=True
    )
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    start_missing = fields.Boolean(
        "Find New Accounts",
        default=True,
        help="Customers with confirmed orders or opportunities that are not among the "
        "accounts yet are added.",
    )
    message = fields.Char("Stopped Because", readonly=True, copy=False)
    date_start = fields.Datetime("Started", readonly=True, copy=False)
    date_end = fields.Datetime("Ended", readonly=True, copy=False)
    evaluation_ids = fields.One2many(
        "key.account.evaluation", "run_id", "Evaluations", readonly=True
    )
    account_count = fields.Integer("Accounts", compute="_compute_progress")
    done_count = fields.Integer("Evaluated", compute="_compute_progress")
    moved_count = fields.Integer("Class Changed", compute="_compute_progress")
    progress = fields.Float("Progress (%)", compute="_compute_progress")

    @api.depends("date", "company_id")
    def _compute_name(self):
        for run in self:
            run.name = self.env._(
                "Evaluation of %(company)s as of %(date)s",
                company=run.company_id.name or "",
                date=run.date or "",
            )

    @api.depends("state")
    def _compute_progress(self):
        """Counts over all accounts of the company, whoever looks."""
        runs = self.sudo()
        groups = runs.env["key.account.evaluation"]._read_group(
            [("run_id", "in", runs.ids)], ["run_id", "is_moved"], ["__count"]
        )
        counts = {(run.id, moved): count for run, moved, count in groups}
        totals = dict(
            runs.env["key.account"]._read_group(
                [("company_id", "in", runs.company_id.ids)], ["company_id"], ["__count"]
            )
        )
        for run in self:
            moved = counts.get((run.id, True), 0)
            done = moved + counts.get((run.id, False), 0)
            ended = run.state == "done"
            run.account_count = done if ended else totals.get(run.sudo().company_id, 0)
            run.done_count = done
            run.moved_count = moved
            run.progress = 100.0 if ended else 100.0 * done / (run.account_count or 1)

    # ------------------------------------------------------------------ actions

    def action_start(self):
        """Start or resume; a background job does the work, batch by batch.

        :raise UserError: when an amount cannot be converted
        """
        self._check_ready()
        now = fields.Datetime.now()
        for run in self:
            run.write(
                {
                    "state": "running",
                    "message": False,
                    "date_start": run.date_start or now,
                    "date_end": False,
                }
            )
        # Who may evaluate need not be allowed to see scheduled actions.
        self.env.ref("key_account_mgmt.key_account_evaluation_cron").sudo()._trigger()

    def action_stop(self):
        """Stop after the batch that is being evaluated; it can be resumed."""
        running = self.filtered(lambda run: run.state == "running")
        running.write(
            {
                "state": "paused",
                "message": self.env._("%(user)s stopped it.", user=self.env.user.name),
            }
        )

    def action_open_evaluations(self):
        """Open what the run found.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_evaluation_action"
        )
        moved = self.env.context.get("only_moved")
        action["domain"] = [("run_id", "=", self.id)] + (
            [("is_moved", "=", True)] if moved else []
        )
        action["context"] = {}
        return action

    def _check_ready(self):
        """Refuse to start what cannot be evaluated, before anything is written."""
        for run in self:
            # Order currencies of the whole company; the user may not read all orders.
            company = run.company_id.sudo()
            missing = company._find_currencies_without_rate(
                company._find_order_currencies(
                    *company._get_contribution_period(run.date)
                )
            )
            if missing:
                raise UserError(company._get_missing_rate_message(missing))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if any(run.state == "running" for run in self):
            raise UserError(self.env._("Stop a mass evaluation before you delete it."))

    # --------------------------------------------------------------------- work

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
        time_left = True
        while time_left and self.state == "running":
            try:
                done = self._work_batch()
            except UserError as error:
                self.env.cr.rollback()
                self.write({"state": "paused", "message": str(error)})
                cron._commit_progress(remaining=0)
                return True
            if done is None:
                self._end()
                done = 0
            time_left = cron._commit_progress(done, remaining=self._count_left())
            # Somebody may have stopped it in the meantime.
            self.env.invalidate_all()
        return bool(time_left)

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
        self.write({"state": "done", "date_end": fields.Datetime.now()})
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
