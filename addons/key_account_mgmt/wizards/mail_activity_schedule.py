from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date


class MailActivitySchedule(models.TransientModel):
    """Scheduling the plan of a tactic or playbook is what starts it."""

    _inherit = "mail.activity.schedule"

    @api.depends_context("account_plan_id")
    def _compute_plan_id(self):
        result = super()._compute_plan_id()
        chosen_id = self.env.context.get("account_plan_id")
        if chosen_id:
            for scheduler in self:
                scheduler.plan_id = self.env["mail.activity.plan"].browse(chosen_id)
        return result

    def _get_plan_available_base_domain(self):
        """Accounts are offered the tactics of their own strategy."""
        domain = Domain(super()._get_plan_available_base_domain())
        if self.res_model != "key.account":
            return domain
        strategies = self._get_applied_on_records().strategy_id
        own = Domain("tactic_ids", "=", False) | Domain(
            "tactic_ids.strategy_id", "in", strategies.ids
        )
        return domain & (
            own | Domain("id", "=", self.env.context.get("account_plan_id"))
        )

    def _check_plan_templates_error(self, applied_on):
        errors = list(super()._check_plan_templates_error(applied_on))
        return errors + self._get_repeat_errors(applied_on)

    def _get_repeat_errors(self, records):
        """Why a playbook cannot start: it was started on the same document before."""
        playbook = self.plan_id.playbook_ids[:1]
        if not playbook or not records:
            return []
        # Whoever schedules a plan on a document learns that somebody did so before.
        runs = self.env["key.account.playbook.run"].sudo()
        return [
            self.env._(
                "“%(playbook)s” was already started on “%(document)s”, on %(date)s by "
                "%(user)s.",
                playbook=playbook.name,
                document=run.res_name,
                date=format_date(self.env, run.date),
                user=run.user_id.name,
            )
            for run in runs._search_started(playbook, records, "started")
        ]

    def action_schedule_plan(self):
        """Start the plan, and log it when it is that of a tactic or playbook."""
        records = self._get_applied_on_records()
        errors = self._get_repeat_errors(records)
        if errors:
            raise UserError("\n".join(errors))
        result = super().action_schedule_plan()
        if self.plan_id.tactic_ids or self.plan_id.playbook_ids:
            accounts = self.env["mail.activity.plan.template"]._get_key_accounts(
                records
            )
            # The log is the system's; who may schedule the plan may be in it.
            self.env["key.account.playbook.run"].sudo()._log(
                self.plan_id, records, accounts
            )
        return result
