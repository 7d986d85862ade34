from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

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
    final_count = fields.Integer(readonly=True, copy=False)
    final_moved_count = fields.Integer(readonly=True, copy=False)
    account_count = fields.Integer("Accounts", compute="_compute_progress")
    done_count = fields.Integer("Evaluated", compute="_compute_progress")
    moved_count = fields.Integer("Class Changed", compute="_compute_progress")
    progress = fields.Float("Progress (%)", compute="_compute_progress")

    @api.depends("date", "company_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for run in self:
            run.name = self.env._(
                "Evaluation of %(company)s as of %(date)s",
                company=run.company_id.name or "",
                date=format_date(self.env, run.date) if run.date else "",
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
            if run.state == "done":
                # A later run of the same day takes over the evaluations.
                run.account_count = run.done_count = run.final_count
                run.moved_count = run.final_moved_count
                run.progress = 100.0
                continue
            run.moved_count = counts.get((run.id, True), 0)
            run.done_count = run.moved_count + counts.get((run.id, False), 0)
            run.account_count = totals.get(run.sudo().company_id, 0)
            run.progress = 100.0 * run.done_count / (run.account_count or 1)

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

    def action_refresh(self):
        """Show how far the background job is.

        :return: client action
        """
        return {"type": "ir.actions.client", "tag": "soft_reload"}

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
