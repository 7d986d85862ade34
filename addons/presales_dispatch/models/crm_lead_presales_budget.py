from odoo import api, fields, models

from .account_analytic_line import COST_GROUPS

ACTIVITY = "presales_dispatch.mail_activity_type_budget"
USER_GROUP = "presales_dispatch.group_user"
# Percent of the budget from which on the salesperson is warned.
WARN_FROM = 80
BUDGET = ("1_budget", "2_increase")


class CrmLead(models.Model):
    """What presales may cost for an opportunity, and what is left of it."""

    _inherit = "crm.lead"

    has_presales_budget = fields.Boolean(
        compute="_compute_presales_budget", groups=USER_GROUP
    )
    presales_budget = fields.Monetary(
        compute="_compute_presales_budget",
        currency_field="company_currency",
        groups=USER_GROUP,
    )
    presales_committed = fields.Monetary(
        compute="_compute_presales_budget",
        currency_field="company_currency",
        groups=USER_GROUP,
        help="Firm bookings, less the hours that are logged of them.",
    )
    presales_spent = fields.Monetary(
        compute="_compute_presales_budget",
        currency_field="company_currency",
        groups=USER_GROUP,
    )
    presales_left = fields.Monetary(
        compute="_compute_presales_budget",
        currency_field="company_currency",
        groups=USER_GROUP,
    )
    presales_used = fields.Float(
        "Presales Budget Used (%)",
        compute="_compute_presales_budget",
        groups=USER_GROUP,
    )
    presales_hours = fields.Float(compute="_compute_presales_budget", groups=USER_GROUP)
    is_presales_budget_warned = fields.Boolean(copy=False, groups=COST_GROUPS)

    @api.depends_context("uid")
    def _compute_presales_budget(self):
        # Totals are shown with the opportunity; single prices are not.
        rows = (
            self.env["presales.budget.entry"]
            .sudo()
            ._read_group(
                [("lead_id", "in", self.ids)],
                ["lead_id", "kind"],
                ["amount:sum", "hours:sum"],
            )
        )
        totals = {(lead.id, kind): sums for lead, kind, *sums in rows}
        for lead in self:
            amounts = {
                kind: totals.get((lead._origin.id, kind), (0.0, 0.0))
                for kind in (*BUDGET, "3_committed", "4_spent")
            }
            budget = sum(amounts[kind][0] for kind in BUDGET)
            committed, spent = -amounts["3_committed"][0], -amounts["4_spent"][0]
            lead.has_presales_budget = (lead._origin.id, "1_budget") in totals
            lead.presales_budget = budget
            lead.presales_committed = committed
            lead.presales_spent = spent
            lead.presales_left = budget - committed - spent
            lead.presales_used = 100 * (committed + spent) / budget if budget else 0.0
            lead.presales_hours = amounts["4_spent"][1] or 0.0

    def _warn_of_presales_budget(self):
        """Tell the salesperson once that little of the budget is left."""
        self.invalidate_recordset(["presales_used"])
        for lead in self:
            if lead.presales_used < WARN_FROM or lead.is_presales_budget_warned:
                continue
            lead.is_presales_budget_warned = True
            lead.activity_schedule(
                ACTIVITY,
                user_id=(lead.user_id or self.env.user).id,
                summary=self.env._(
                    "%s %% of the presales budget are used", round(lead.presales_used)
                ),
            )

    def action_log_presales_hours(self):
        """Open the dialog that logs hours on the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_log_action"
        )
        return {**action, "context": {"default_lead_id": self.id}}

    def action_open_presales_efforts(self):
        """Open the hours that were logged on the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_effort_action"
        )
        return {
            **action,
            "domain": [("lead_id", "=", self.id)],
            "context": {"default_lead_id": self.id},
        }

    def action_open_presales_budget(self):
        """Open the household book of the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_budget_entry_action"
        )
        return {
            **action,
            "domain": [("lead_id", "=", self.id)],
            "context": {"hide_opportunity": True},
        }

    def action_ask_presales_budget(self):
        """Open the dialog that asks for more budget."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("More Presales Budget"),
            "res_model": "presales.budget.increase",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_lead_id": self.id},
        }
