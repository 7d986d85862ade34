from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmLeadGateApproval(models.Model):
    """That somebody was asked to approve an exit criterion, and the answer."""

    _name = "crm.lead.gate.approval"
    _description = "Approval of an Exit Criterion"
    _order = "id DESC"
    _rec_name = "gate_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    gate_id = fields.Many2one(
        "crm.stage.gate", "Criterion", required=True, index=True, ondelete="cascade"
    )
    approver_id = fields.Many2one("res.users", required=True, index=True)
    state = fields.Selection(
        [("asked", "Asked"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        default="asked",
    )
    note = fields.Char()
    answered_on = fields.Datetime()
    activity_id = fields.Many2one("mail.activity", ondelete="set null")

    _open_uniq = models.UniqueIndex(
        "(lead_id, gate_id) WHERE state IN ('asked', 'approved')",
        "This approval was already asked for.",
    )

    @api.model
    def _ask(self, lead, gate):
        """Ask the approver of a criterion, by an activity on the opportunity.

        :return: the approval
        :raise UserError: when nobody can approve
        """
        # The asker may be no reader of the approver's other requests.
        approver = gate._get_approver(lead)
        if not approver:
            raise UserError(
                self.env._(
                    "Nobody can approve “%(gate)s”: choose an approver on the "
                    "criterion, or a leader of the sales team.",
                    gate=gate.name,
                )
            )
        known = self.sudo().search(
            [
                ("lead_id", "=", lead.id),
                ("gate_id", "=", gate.id),
                ("state", "!=", "refused"),
            ]
        )
        if known:
            return known
        activity = lead.activity_schedule(
            "key_account_mgmt.mail_activity_type_gate_approval",
            summary=gate.name,
            user_id=approver.id,
        )
        return self.sudo().create(
            {
                "lead_id": lead.id,
                "gate_id": gate.id,
                "approver_id": approver.id,
                "activity_id": activity.id,
            }
        )

    def action_approve(self):
        """Approve; the criterion is met from now on."""
        self._answer("approved", self.env._("Approved: %(gate)s"))

    def action_refuse(self):
        """Refuse; the criterion can be asked for again."""
        self._answer("refused", self.env._("Refused: %(gate)s"))

    def _answer(self, state, text):
        for approval in self:
            user = self.env.user
            if approval.approver_id != user and not user.has_group(
                "key_account_mgmt.group_manager"
            ):
                raise AccessError(
                    self.env._(
                        "%(approver)s was asked to approve “%(gate)s”. Only they or a "
                        "manager can answer.",
                        approver=approval.approver_id.name,
                        gate=approval.gate_id.name,
                    )
                )
            # Answers are written by nobody else, so that users need no right to write.
            approval.sudo().write(
                {"state": state, "answered_on": fields.Datetime.now()}
            )
            message = text % {"gate": approval.gate_id.name}
            activity = approval.sudo().activity_id
            if activity:
                activity.action_feedback(feedback=message)
            else:
                approval.lead_id.message_post(body=message)
