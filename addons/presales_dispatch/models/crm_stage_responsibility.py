from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_responsibility_template_line import INVOLVEMENTS

MANAGER_GROUP = "key_account_mgmt.group_manager"
ACTIVITY = "presales_dispatch.mail_activity_type_handover"


class CrmStageResponsibility(models.Model):
    """Who has which part in a stage of an opportunity; one person is accountable.

    The database guarantees the one, whoever writes at the same time.
    """

    _name = "crm.stage.responsibility"
    _description = "Responsibility for a Stage"
    _order = "lead_id, stage_sequence, involvement, id"
    _rec_name = "user_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    stage_id = fields.Many2one(
        "crm.stage", required=True, index=True, ondelete="cascade"
    )
    stage_sequence = fields.Integer(
        "Place of the Stage", related="stage_id.sequence", store=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
        ondelete="restrict",
    )
    involvement = fields.Selection(
        INVOLVEMENTS, required=True, default="accountable", index=True
    )
    is_current = fields.Boolean(
        "Stage Now", compute="_compute_is_current", help="The opportunity stands here."
    )
    handover_ids = fields.One2many(
        "crm.stage.handover", "responsibility_id", "Hand-Overs"
    )

    _accountable_uniq = models.UniqueIndex(
        "(lead_id, stage_id) WHERE involvement = 'accountable'",
        "Somebody is accountable for this stage already. Ask for a hand-over.",
    )
    _part_uniq = models.UniqueIndex(
        "(lead_id, stage_id, user_id)", "This person has a part in the stage already."
    )

    @api.depends("lead_id.stage_id")
    def _compute_is_current(self):
        for responsibility in self:
            responsibility.is_current = (
                responsibility.stage_id == responsibility.lead_id.stage_id
            )

    def write(self, vals):
        self._check_handed_over(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accountable(self):
        self._check_handed_over({"user_id"})

    def _check_handed_over(self, names):
        """Who is accountable changes by a hand-over, or by a manager."""
        if not {"user_id", "involvement", "lead_id", "stage_id"} & set(names):
            return
        if self.env.su or self.env.user.has_group(MANAGER_GROUP):
            return
        accountable = self.filtered(lambda part: part.involvement == "accountable")
        if accountable:
            raise UserError(
                self.env._(
                    "%(user)s is accountable for “%(lead)s” in %(stage)s. Ask for a "
                    "hand-over.",
                    user=accountable[0].user_id.name,
                    lead=accountable[0].lead_id.name,
                    stage=accountable[0].stage_id.name,
                )
            )

    def action_ask_handover(self):
        """Open the dialog that asks somebody to take over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.crm_stage_handover_ask_action"
        )
        action["context"] = {"default_responsibility_id": self.id}
        return action

    def _hand_over(self, user, reason):
        """Ask somebody to take the accountability over, by an activity.

        :return: the ``crm.stage.handover``
        :raise AccessError: when neither accountable nor a manager asks
        """
        self.ensure_one()
        is_own = self.user_id == self.env.user
        if not is_own and not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._(
                    "Only %(user)s or a manager can hand over “%(lead)s”.",
                    user=self.user_id.name,
                    lead=self.lead_id.name,
                )
            )
        activity = self.lead_id.activity_schedule(
            ACTIVITY, user_id=user.id, summary=self.stage_id.name, note=reason
        )
        # Hand-overs are only written here and by who answers.
        return (
            self.env["crm.stage.handover"]
            .sudo()
            .create(
                {
                    "responsibility_id": self.id,
                    "user_from_id": self.user_id.id,
                    "user_to_id": user.id,
                    "asked_by_id": self.env.uid,
                    "reason": reason,
                    "activity_id": activity.id,
                }
            )
        )
