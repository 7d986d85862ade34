from odoo import fields, models


class MailActivityPlan(models.Model):
    """A plan may be what a tactic or a playbook consists of."""

    _inherit = "mail.activity.plan"

    tactic_ids = fields.One2many("key.account.tactic", "plan_id", "Tactics")
    playbook_ids = fields.One2many("key.account.playbook", "plan_id", "Playbooks")

    def _get_schedule_action(self, records):
        """Odoo's dialog that schedules a plan, with this one chosen if it is given.

        :param records: the documents to schedule it on
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Start a Plan"),
            "res_model": "mail.activity.schedule",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "active_model": records._name,
                "active_id": records[:1].id,
                "active_ids": records.ids,
                "plan_mode": True,
                "account_plan_id": self.id,
            },
        }
