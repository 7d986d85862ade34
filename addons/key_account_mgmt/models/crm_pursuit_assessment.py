from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import pursuit
from .crm_pursuit_score import POINTS

VERDICTS = [("go", "Go"), ("open", "Open"), ("no_go", "No Go")]
QUESTIONS = ("opportunity", "compete", "win", "worth")


class CrmPursuitAssessment(models.Model):
    """Whether an opportunity is real, winnable and worth it, as judged on a day.

    One is being written per opportunity; what is finished stays as it is, and the next
    one starts from it.
    """

    _name = "crm.pursuit.assessment"
    _description = "Pursuit Assessment"
    _inherit = ["mail.thread"]
    _order = "date DESC, id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", "Assessed By", default=lambda self: self.env.user, readonly=True
    )
    state = fields.Selection(
        [("draft", "In Progress"), ("done", "Finished")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    score_ids = fields.One2many("crm.pursuit.score", "assessment_id", "Answers")
    opportunity_score = fields.Float(
        "Opportunity (%)", compute="_compute_scores", store=True, aggregator="avg"
    )
    compete_score = fields.Float(
        "Compete (%)", compute="_compute_scores", store=True, aggregator="avg"
    )
    win_score = fields.Float(
        "Win (%)", compute="_compute_scores", store=True, aggregator="avg"
    )
    worth_score = fields.Float(
        "Worth (%)", compute="_compute_scores", store=True, aggregator="avg"
    )
    verdict = fields.Selection(
        VERDICTS, compute="_compute_scores", store=True, tracking=True
    )
    verdict_reason = fields.Char(compute="_compute_verdict_reason")
    strategy_id = fields.Many2one(
        "crm.competitive.strategy", tracking=True, ondelete="restrict"
    )
    strategy_guide = fields.Text(related="strategy_id.description")
    strategy_reason = fields.Text("Why This Strategy")
    strategy_date = fields.Date("Chosen On", readonly=True)
    summary = fields.Text("Conclusion")

    _draft_uniq = models.UniqueIndex(
        "(lead_id) WHERE state = 'draft'",
        "This opportunity is being assessed already. Finish that assessment first.",
    )

    # ------------------------------------------------------------------ compute

    @api.depends("score_ids.points", "score_ids.factor_id")
    def _compute_scores(self):
        questions = self.env["crm.pursuit.question"].search([])
        for assessment in self:
            found = assessment._get_scores()
            verdicts = []
            for question in questions:
                percent = found.get((question.code, None), pursuit.Score(None, 0, 0))[0]
                assessment[f"{question.code}_score"] = percent or 0.0
                verdicts.append(question._judge(percent))
            assessment.verdict = pursuit.overall(verdicts)

    def _get_scores(self):
        """What ``tools.pursuit.scores`` makes of the answers.

        :return: ``{(code of the question, competitor or None): Score}``
        """
        self.ensure_one()
        given = {
            (score.factor_id, score.competitor_id): int(score.points)
            for score in self.score_ids
        }
        return pursuit.scores(
            pursuit.Answer(
                factor.question_id.code,
                party or None,
                factor.weight,
                given.get((factor, party)),
            )
            for factor in self._get_factors()
            for party in self._get_parties(factor)
        )

    def _get_factors(self):
        """Those that are asked; a finished assessment keeps what it was asked."""
        self.ensure_one()
        if self.state == "done":
            return self.score_ids.factor_id.sorted()
        return self.env["crm.pursuit.factor"].search(
            [("company_id", "in", [False, self.company_id.id])]
        )

    def _get_parties(self, factor):
        """Us (an empty record), and whom else the factor is answered for."""
        competitors = self.lead_id.competitor_ids
        us = competitors.browse()
        return [us, *competitors] if factor.is_compared else [us]

    @api.depends("verdict")
    @api.depends_context("lang")
    def _compute_verdict_reason(self):
        questions = self.env["crm.pursuit.question"].search([])
        for assessment in self:
            found = assessment._get_scores()
            assessment.verdict_reason = self._explain_verdict(questions, found)

    def _explain_verdict(self, questions, found):
        """One sentence: which question is answered how."""
        labels = {
            "yes": self.env._("yes"),
            "open": self.env._("open"),
            "no": self.env._("no"),
        }
        parts = []
        for question in questions:
            score = found.get((question.code, None))
            percent = score.percent if score else None
            answer = labels[question._judge(percent)]
            known = f" ({percent:.0f} %)" if percent is not None else ""
            parts.append(f"{question.name} {answer}{known}")
        return " · ".join(parts)

    # -------------------------------------------------------------- constraints

    @api.constrains("strategy_id", "strategy_reason", "state")
    def _check_strategy(self):
        for assessment in self:
            if (
                assessment.strategy_id
                and not (assessment.strategy_reason or "").strip()
            ):
                raise ValidationError(
                    self.env._(
                        "“%(lead)s”: say why the strategy “%(strategy)s” is chosen.",
                        lead=assessment.lead_id.name,
                        strategy=assessment.strategy_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # Finished is what somebody finishes, after answering.
            vals.pop("state", None)
            if vals.get("strategy_id"):
                vals.setdefault("strategy_date", fields.Date.context_today(self))
        return super().create(vals_list)

    def write(self, vals):
        self._check_open(vals)
        if vals.get("strategy_id"):
            vals = {"strategy_date": fields.Date.context_today(self), **vals}
        return super().write(vals)

    def _check_open(self, vals):
        own = {name for name in vals if not name.startswith(("message_", "activity_"))}
        finished = self.filtered(lambda assessment: assessment.state == "done")
        if self.env.su and own == {"lead_id"}:
            # Opportunities are merged.
            return
        if own and finished:
            raise UserError(
                self.env._(
                    "The assessment of “%(lead)s” of %(date)s is finished. Start a new "
                    "one: it begins with these answers.",
                    lead=finished[0].lead_id.name,
                    date=finished[0].date,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_open({"state"})

    # ------------------------------------------------------------------ actions

    def set_points(self, factor_id, competitor_id, points):
        """Answer one factor.

        :param factor_id: id of a ``crm.pursuit.factor``
        :param competitor_id: id of a competitor of the opportunity, False for us
        :param points: ``'-2'`` to ``'2'``, False takes the answer back
        :raise ValidationError: when one of these does not belong here
        """
        self.ensure_one()
        self.check_access("write")
        self._check_open({"score_ids"})
        factor = self._get_factors().filtered(lambda f: f.id == factor_id)
        competitor = self.lead_id.competitor_ids.filtered(
            lambda c: c.id == competitor_id
        )
        allowed = not competitor_id or (competitor and factor.is_compared)
        if not factor or not allowed or (points and points not in dict(POINTS)):
            raise ValidationError(
                self.env._(
                    "This cannot be answered for “%(lead)s” (any more). Load the page "
                    "again.",
                    lead=self.lead_id.name,
                )
            )
        known = self.score_ids.filtered(
            lambda s: s.factor_id == factor and s.competitor_id == competitor
        )
        if not points:
            known.unlink()
        elif known:
            known.points = points
        else:
            self.env["crm.pursuit.score"].create(
                {
                    "assessment_id": self.id,
                    "factor_id": factor.id,
                    "competitor_id": competitor.id,
                    "points": points,
                }
            )
        return True

    def action_finish(self):
        """Keep the assessment for ever; each question needs an answer.

        :raise UserError: naming the questions that nothing answers
        """
        questions = self.env["crm.pursuit.question"].search([])
        for assessment in self:
            found = assessment._get_scores()
            silent = questions.filtered(
                lambda question, found=found: (
                    not found.get((question.code, None), (None, 0, 0))[1]
                )
            )
            if silent:
                raise UserError(
                    self.env._(
                        "“%(lead)s”: nothing is answered yet for: %(questions)s",
                        lead=assessment.lead_id.name,
                        questions=", ".join(silent.mapped("name")),
                    )
                )
        self.write({"state": "done"})
        # The next one may be started at once: the database must know of this one.
        self.flush_recordset(["state"])
