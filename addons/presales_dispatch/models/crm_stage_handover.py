from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmStageHandover(models.Model):
    """That somebody was asked to take over a stage, and the answer; kept for ever."""

    _name = "crm.stage.handover"
    _description = "Hand-Over of a Stage"
    _order = "id DESC"
    _rec_name = "user_to_id"

    responsibility_id = fields.Many2one(
        "crm.stage.responsibility", required=True, index=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(
        related="responsibility_id.lead_id", store=True, index=True
    )
    stage_id = fields.Many2one(related="responsibility_id.stage_id", store=True)
    company_id = fields.Many2one(related="responsibility_id.company_id", store=True)
    user_from_id = fields.Many2one("res.users", "From", required=True)
    user_to_id = fields.Many2one("res.users", "To", required=True, index=True)
    asked_by_id = fields.Many2one("res.users", required=True)
    reason = fields.Char(required=True)
    state = fields.Selection(
        [("asked", "Asked"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True,
        default="asked",
    )
    answered_on = fields.Datetime()
    activity_id = fields.Many2one("mail.activity", ondelete="set null")

    _asked_uniq = models.UniqueIndex(
        "(responsibility_id) WHERE state = 'asked'",
        "Somebody was asked to take over already.",
    )

    @api.depends("lead_id", "user_to_id")
    def _compute_display_name(self):
        for handover in self:
            names = (handover.lead_id.name, handover.user_to_id.name)
            handover.display_name = " → ".join(filter(None, names))

    def action_accept(self):
        """Take over: from now on the asked person is accountable."""
        for handover in self:
            handover._answer("accepted")
            # Who accepts need not be the one who may change the accountability.
            responsibility = handover.responsibility_id.sudo()
            others = (
                self.env["crm.stage.responsibility"]
                .sudo()
                .search(
                    [
                        ("lead_id", "=", responsibility.lead_id.id),
                        ("stage_id", "=", responsibility.stage_id.id),
                        ("user_id", "=", handover.user_to_id.id),
                        ("id", "!=", responsibility.id),
                    ]
                )
            )
            others.unlink()
            responsibility.user_id = handover.user_to_id

    def action_refuse(self):
        """Stay out of it: accountability stays where it is."""
        for handover in self:
            handover._answer("refused")

    def _answer(self, state):
        self.ensure_one()
        if self.user_to_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(user)s was asked to take over “%(lead)s”. Nobody else can "
                    "answer.",
                    user=self.user_to_id.name,
                    lead=self.lead_id.name,
                )
            )
        if self.state != "asked":
            raise UserError(
                self.env._(
                    "The hand-over of “%(lead)s” was answered already.",
                    lead=self.lead_id.name,
                )
            )
        self.sudo().write({"state": state, "answered_on": fields.Datetime.now()})
        self.sudo().activity_id.action_feedback()
