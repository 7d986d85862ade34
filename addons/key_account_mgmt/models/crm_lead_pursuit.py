from odoo import api, fields, models

from .crm_pursuit_assessment import VERDICTS


class CrmLead(models.Model):
    """How an opportunity is pursued: assessed, with a strategy and a plan to win."""

    _inherit = "crm.lead"

    pursuit_assessment_ids = fields.One2many(
        "crm.pursuit.assessment",
        "lead_id",
        "Assessments",
        groups="key_account_mgmt.group_user",
    )
    # Stored, so that the opportunity shows and groups by them at no extra query.
    pursuit_verdict = fields.Selection(
        VERDICTS,
        compute="_compute_pursuit",
        store=True,
        groups="key_account_mgmt.group_user",
        help="What the last finished assessment says.",
    )
    pursuit_date = fields.Date(
        "Assessed On",
        compute="_compute_pursuit",
        store=True,
        groups="key_account_mgmt.group_user",
    )
    competitive_strategy_id = fields.Many2one(
        "crm.competitive.strategy",
        compute="_compute_pursuit",
        store=True,
        ondelete="set null",
        groups="key_account_mgmt.group_user",
    )
    win_plan_ids = fields.One2many(
        "mail.activity",
        "res_id",
        domain=[
            ("res_model", "=", "crm.lead"),
            ("activity_type_id.is_win_plan", "=", True),
        ],
        context={"active_test": False},
        groups="key_account_mgmt.group_user",
    )

    decision_outlook = fields.Json(
        compute="_compute_decision_outlook",
        groups="key_account_mgmt.group_user",
        help="How the people of the decision chain may decide, and why.",
    )

    @api.depends("relationship_map_id")
    @api.depends_context("lang")
    def _compute_decision_outlook(self):
        for lead in self:
            chain = lead._get_readable_chain()
            lead.decision_outlook = chain._get_decision_outlook() if chain else False

    @api.depends(
        "pursuit_assessment_ids.state",
        "pursuit_assessment_ids.verdict",
        "pursuit_assessment_ids.date",
        "pursuit_assessment_ids.strategy_id",
    )
    def _compute_pursuit(self):
        for lead in self:
            finished = lead.pursuit_assessment_ids.filtered(
                lambda assessment: assessment.state == "done"
            )
            last = finished.sorted("date")[-1:]
            lead.pursuit_verdict = last.verdict
            lead.pursuit_date = last.date
            lead.competitive_strategy_id = last.strategy_id

    def action_open_pursuit(self):
        """Open the page from which this opportunity is won."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.crm_lead_pursuit_action"
        )
        return {**action, "res_id": self.id}

    def action_assess_pursuit(self):
        """Go on with the assessment in progress, or start one from the last answers."""
        self.ensure_one()
        assessments = self.pursuit_assessment_ids
        current = assessments.filtered(lambda assessment: assessment.state == "draft")
        if not current:
            current = self._start_assessment(assessments[:1])
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.pursuit.assessment",
            "res_id": current.id,
            "views": [(False, "form")],
            "name": self.env._("Pursuit Assessment"),
        }

    def _start_assessment(self, last):
        answered = last.score_ids.filtered("factor_id.active")
        return self.env["crm.pursuit.assessment"].create(
            {
                "lead_id": self.id,
                "strategy_id": last.strategy_id.id,
                "strategy_reason": last.strategy_reason,
                "strategy_date": last.strategy_date,
                "score_ids": [
                    fields.Command.create(
                        {
                            "factor_id": score.factor_id.id,
                            "competitor_id": score.competitor_id.id,
                            "points": score.points,
                        }
                    )
                    for score in answered
                ],
            }
        )
