from odoo import fields, models

from .presales_request_outcome import OUTCOMES

USER_GROUP = "presales_dispatch.group_user"


class CrmLead(models.Model):
    """What presales says about an opportunity, beside its commercial state."""

    _inherit = "crm.lead"

    technical_outcome = fields.Selection(
        OUTCOMES,
        compute="_compute_technical_outcome",
        groups=USER_GROUP,
        help="Of the request that was decided last.",
    )
    technical_outcome_reason = fields.Char(
        compute="_compute_technical_outcome", groups=USER_GROUP
    )
    presales_question_count = fields.Integer(
        "Hotline Questions",
        compute="_compute_presales_question_count",
        groups=USER_GROUP,
    )

    def _compute_technical_outcome(self):
        decided = self.env["presales.request"].search_fetch(
            [("lead_id", "in", self.ids), ("technical_outcome", "!=", False)],
            ["lead_id", "technical_outcome", "outcome_date", "outcome_reason"],
            order="outcome_date, id",
        )
        last = {request.lead_id.id: request for request in decided}
        for lead in self:
            request = last.get(lead._origin.id, decided.browse())
            lead.technical_outcome = request.technical_outcome
            lead.technical_outcome_reason = request.outcome_reason

    def _compute_presales_question_count(self):
        counts = dict(
            self.env["presales.question"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.presales_question_count = counts.get(lead._origin, 0)

    def action_open_presales_questions(self):
        """Open what the hotline answered about this opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_question_action"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = {"default_lead_id": self.id}
        return action
