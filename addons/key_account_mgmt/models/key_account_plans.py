from odoo import api, fields, models
from odoo.fields import Domain

from .key_account_plan_health import HEALTH


class KeyAccount(models.Model):
    """The plan of an account: the one that holds today, or the one being made."""

    _inherit = "key.account"

    plan_ids = fields.One2many("key.account.plan", "key_account_id", "Plans")
    plan_id = fields.Many2one(
        "key.account.plan",
        "Current Plan",
        compute="_compute_plan_id",
        search="_search_plan_id",
    )
    plan_health = fields.Selection(HEALTH, compute="_compute_plan_id")
    plan_health_reason = fields.Char(compute="_compute_plan_id")
    lacks_plan = fields.Boolean(
        compute="_compute_plan_id",
        help="The class asks for a plan, and no approved one holds today.",
    )

    @api.depends("plan_ids.state", "plan_ids.date_start", "plan_ids.date_end")
    def _compute_plan_id(self):
        plans = self.env["key.account.plan"].search(
            Domain("key_account_id", "in", self.ids)
            & Domain("state", "in", ["approved", "submitted", "draft"]),
            order="state, date_start DESC, id DESC",
        )
        today = fields.Date.context_today(self)
        by_account = plans.grouped("key_account_id")
        for account in self:
            own = by_account.get(account._origin, plans.browse())
            approved = own.filtered(
                lambda plan: (
                    plan.state == "approved"
                    and plan.date_start <= today <= plan.date_end
                )
            )
            plan = approved[:1] or own[:1]
            account.plan_id = plan
            account.plan_health = plan.health
            account.plan_health_reason = plan.health_reason
            account.lacks_plan = account.policy_id.needs_plan and not approved

    @api.model
    def _search_plan_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        live = Domain("state", "in", ["approved", "submitted", "draft"])
        ids = [plan_id for plan_id in value if plan_id]
        domain = Domain("plan_ids", "any", live & Domain("id", "in", ids))
        if False in value:
            domain |= ~Domain("plan_ids", "any", live)
        return domain

    def action_open_plan(self):
        """Open the current plan, or start one.

        :return: window action
        """
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Account Plan"),
            "res_model": "key.account.plan",
            "views": [(False, "form")],
            "context": {"default_key_account_id": self.id},
        }
        if self.plan_id:
            action["res_id"] = self.plan_id.id
        return action
