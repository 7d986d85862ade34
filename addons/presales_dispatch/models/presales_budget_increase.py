from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ACTIVITY = "presales_dispatch.mail_activity_type_budget"
APPROVERS = ("presales_dispatch.group_lead", "key_account_mgmt.group_manager")


class PresalesBudgetIncrease(models.Model):
    """More presales budget for an opportunity: asked for, approved or refused."""

    _name = "presales.budget.increase"
    _description = "Presales Budget Increase"
    _inherit = ["mail.thread"]
    _order = "id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    currency_id = fields.Many2one(related="lead_id.company_currency")
    amount = fields.Monetary("More", required=True, tracking=True)
    reason = fields.Char(required=True)
    state = fields.Selection(
        [("asked", "Asked For"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        default="asked",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    asked_by_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, required=True, readonly=True
    )
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _amount_check = models.Constraint(
        "CHECK(amount > 0)", "More budget is more than 0."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            for name in ("state", "asked_by_id", "decided_by_id"):
                vals.pop(name, None)
        increases = super().create(vals_list)
        increases._ask()
        return increases

    def write(self, vals):
        if not self.env.su and vals.keys() & {"state", "decided_by_id", "asked_by_id"}:
            raise AccessError(self.env._("Budgets are decided on by their buttons."))
        decided = self.filtered(lambda increase: increase.state != "asked")
        if (
            decided
            and {"amount", "reason", "lead_id"} & vals.keys()
            and not self.env.su
        ):
            raise UserError(
                self.env._(
                    "More budget for “%(lead)s” was decided on. Ask anew.",
                    lead=decided[0].lead_id.name,
                )
            )
        return super().write(vals)

    def _ask(self):
        """Tell whoever leads the support, or else the sales team."""
        # Whoever asks need not see the teams that support.
        for increase in self.sudo():
            lead = increase.lead_id
            centers = lead.presales_request_ids.center_id
            approver = centers.lead_user_id[:1] or lead.team_id.user_id
            if approver and approver != increase.asked_by_id:
                lead.activity_schedule(
                    ACTIVITY, user_id=approver.id, note=increase.reason
                )

    def action_approve(self):
        """Raise the budget."""
        self._decide("approved")
        self.lead_id.sudo().is_presales_budget_warned = False

    def action_refuse(self):
        """Leave the budget as it is."""
        self._decide("refused")

    def _decide(self, state):
        if not any(self.env.user.has_group(group) for group in APPROVERS):
            raise AccessError(
                self.env._("Presales leads and sales managers decide on budgets.")
            )
        decided = self.filtered(lambda increase: increase.state != "asked")
        if decided:
            raise UserError(
                self.env._(
                    "More budget for “%(lead)s” was decided on already.",
                    lead=decided[0].lead_id.name,
                )
            )
        # The state is written by the buttons alone.
        self.sudo().write({"state": state, "decided_by_id": self.env.uid})
        self.lead_id.sudo().activity_feedback([ACTIVITY])
