from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

MANAGER_GROUP = "key_account_mgmt.group_manager"
ACTIVITY = "key_account_mgmt.mail_activity_type_plan_approval"


class KeyAccountPlan(models.Model):
    """A manager approves the plan; that is an activity and a tracked state."""

    _inherit = "key.account.plan"

    approver_id = fields.Many2one(
        "res.users",
        compute="_compute_approver_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('share', '=', False)]",
        help="Who is asked to approve: the leader of the sales team, unless chosen.",
    )
    approved_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("key_account_id")
    def _compute_approver_id(self):
        for plan in self:
            plan.approver_id = plan.key_account_id.team_id.user_id or plan.approver_id

    @api.constrains("approver_id")
    def _check_approver_id(self):
        """Nobody appoints themselves: managers and leaders of the team decide."""
        for plan in self:
            approver = plan.approver_id
            leader = plan.key_account_id.team_id.user_id
            if approver not in (leader, self.env["res.users"]) and not (
                approver.has_group(MANAGER_GROUP)
            ):
                raise ValidationError(
                    self.env._(
                        "%(approver)s cannot approve “%(plan)s”. Choose a manager, or "
                        "the leader of the account's sales team.",
                        approver=approver.name,
                        plan=plan.display_name,
                    )
                )

    def action_submit(self):
        """Ask the manager to approve the plan.

        :raise UserError: when it is no draft, has no objective, or nobody to approve it
        """
        for plan in self:
            plan._check_state("draft")
            if not plan.objective_ids:
                raise UserError(
                    self.env._(
                        "“%(plan)s” has no objective yet. Say what you want to reach.",
                        plan=plan.display_name,
                    )
                )
            if not plan.approver_id:
                raise UserError(
                    self.env._(
                        "Choose who approves “%(plan)s”: its sales team has no leader.",
                        plan=plan.display_name,
                    )
                )
            plan._set_by_action(state="submitted")
            plan.activity_schedule(
                ACTIVITY, user_id=plan.approver_id.id, summary=plan.display_name
            )

    def action_approve(self):
        """Approve the plan; the plan that it revises is superseded.

        :raise AccessError: for whoever is neither manager nor asked to approve
        """
        for plan in self:
            plan._check_state("submitted")
            plan._check_approver()
            plan.previous_id.filtered(lambda p: p.state == "approved")._set_by_action(
                state="superseded"
            )
            plan._set_by_action(
                state="approved",
                approved_on=fields.Datetime.now(),
                approved_by_id=self.env.uid,
            )
            plan.activity_feedback([ACTIVITY])

    def action_send_back(self):
        """Give the plan back to who made it; the reason belongs into a message."""
        for plan in self:
            plan._check_state("submitted")
            if plan.user_id != self.env.user:
                plan._check_approver()
            plan._set_by_action(state="draft")
            plan.activity_unlink([ACTIVITY])

    def action_close(self):
        """Close the plan at its end: its objectives keep the values they reached."""
        for plan in self:
            plan._check_state("approved")
            plan.objective_ids._freeze()
            plan.connection_ids._freeze()
            plan._set_by_action(state="closed")

    def _set_by_action(self, **vals):
        """Write what is closed to direct writing, see ``ACTION_FIELDS``."""
        self.check_access("write")
        # sudo: the action has checked who may do this; the user stays in the log.
        self.sudo().write(vals)

    def _check_state(self, state):
        if self.state != state:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(plan)s” is %(state)s; this needs a plan that is %(needed)s.",
                    plan=self.display_name,
                    state=labels[self.state],
                    needed=labels[state],
                )
            )

    def _check_approver(self):
        user = self.env.user
        if user != self.approver_id and not user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._(
                    "Only %(approver)s or a manager decides on “%(plan)s”.",
                    approver=self.approver_id.name,
                    plan=self.display_name,
                )
            )
