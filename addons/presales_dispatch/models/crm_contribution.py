from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_stage_responsibility import MANAGER_GROUP


class CrmContribution(models.Model):
    """What somebody contributed to a stage of an opportunity, scored by its owner.

    The scored person sees the scores once they are given, and may answer.
    """

    _name = "crm.contribution"
    _description = "Contribution to an Opportunity"
    _inherit = ["mail.thread"]
    _order = "date_due DESC, id DESC"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    stage_id = fields.Many2one(
        "crm.stage", required=True, readonly=True, index=True, ondelete="restrict"
    )
    is_closing = fields.Boolean(
        "At Closing", readonly=True, help="Over the whole opportunity."
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    scorer_id = fields.Many2one(
        "res.users",
        "Scored By",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
        help="Who was accountable for the stage.",
    )
    state = fields.Selection(
        [("open", "To Score"), ("done", "Scored")],
        required=True,
        default="open",
        readonly=True,
        index=True,
        tracking=True,
    )
    date_due = fields.Date("Due", required=True, readonly=True)
    date_scored = fields.Date("Scored On", readonly=True)
    line_ids = fields.One2many("crm.contribution.line", "contribution_id", "Scores")
    score = fields.Float(
        compute="_compute_score",
        store=True,
        aggregator="avg",
        digits=(3, 1),
        help="Mean of the scores by the weights of the criteria, from 1 to 5.",
    )
    comment = fields.Text()
    answer = fields.Text(help="What the scored person says to it.")
    is_scorer = fields.Boolean(compute="_compute_part")
    is_mine = fields.Boolean(compute="_compute_part")

    _part_uniq = models.UniqueIndex(
        "(lead_id, stage_id, user_id, is_closing)",
        "This contribution is on the list already.",
    )
    _scorer_check = models.Constraint(
        "CHECK(user_id != scorer_id)", "Nobody scores their own contribution."
    )

    @api.depends("lead_id", "user_id", "stage_id")
    def _compute_display_name(self):
        for contribution in self:
            contribution.display_name = self.env._(
                "%(person)s: %(lead)s, %(stage)s",
                person=contribution.user_id.name,
                lead=contribution.lead_id.sudo().name,
                stage=contribution.stage_id.name,
            )

    @api.depends("line_ids.score", "line_ids.weight")
    def _compute_score(self):
        for contribution in self:
            scored = [
                (line.weight, int(line.score))
                for line in contribution.line_ids
                if line.score != "0"
            ]
            total = sum(weight for weight, __ in scored)
            contribution.score = (
                sum(weight * score for weight, score in scored) / total if total else 0
            )

    @api.depends_context("uid")
    @api.depends("user_id", "scorer_id")
    def _compute_part(self):
        for contribution in self:
            contribution.is_scorer = contribution.scorer_id == self.env.user
            contribution.is_mine = contribution.user_id == self.env.user

    def write(self, vals):
        if not self.env.su:
            if vals.keys() & {"state", "date_scored", "scorer_id", "user_id"}:
                raise AccessError(
                    self.env._("Scores are given and taken back by their buttons.")
                )
            if "answer" in vals:
                self._check_may_answer()
            if vals.keys() - {"answer"}:
                self._check_may_score()
        return super().write(vals)

    def _check_may_answer(self):
        for contribution in self:
            if not contribution.is_mine or contribution.state != "done":
                raise AccessError(
                    self.env._(
                        "%(person)s alone answers, once the contribution is scored.",
                        person=contribution.user_id.name,
                    )
                )

    def _check_may_score(self):
        if self.env.su:
            return
        for contribution in self:
            if not contribution.is_scorer:
                raise AccessError(
                    self.env._(
                        "%(scorer)s alone scores “%(contribution)s”.",
                        scorer=contribution.scorer_id.name,
                        contribution=contribution.display_name,
                    )
                )
            if contribution.state == "done":
                raise UserError(
                    self.env._(
                        "“%(contribution)s” is scored. A manager can open it again.",
                        contribution=contribution.display_name,
                    )
                )

    def action_score(self):
        """Give the scores: from now on the scored person sees them."""
        self._check_may_score()
        for contribution in self:
            if any(line.score == "0" for line in contribution.line_ids):
                raise UserError(
                    self.env._(
                        "“%(contribution)s”: score every criterion first.",
                        contribution=contribution.display_name,
                    )
                )
        # The state is written by the buttons alone.
        self.sudo().write(
            {"state": "done", "date_scored": fields.Date.context_today(self)}
        )
        for contribution in self:
            contribution.message_post(
                partner_ids=contribution.user_id.partner_id.ids,
                body=self.env._(
                    "Your contribution was scored %(score)s of 5. You may answer.",
                    score=round(contribution.score, 1),
                ),
            )
        self.lead_id._close_scoring_activities()
        return True

    def action_reopen(self):
        """Let the scores be changed.

        :raise AccessError: for others than managers
        """
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(self.env._("Only a manager opens scores again."))
        self.sudo().write({"state": "open", "date_scored": False})
        return True
