from odoo import api, fields, models
from odoo.exceptions import UserError


class PresalesQuestion(models.Model):
    """A quick question that the hotline answers and counts, without a request."""

    _name = "presales.question"
    _description = "Hotline Question"
    _inherit = ["mail.thread"]
    _order = "state DESC, date DESC, id DESC"
    _check_company_auto = True

    name = fields.Char("Question", required=True)
    answer = fields.Text()
    date = fields.Datetime("Asked", required=True, default=fields.Datetime.now)
    date_answered = fields.Datetime("Answered", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("answered", "Answered")],
        compute="_compute_state",
        store=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Asked By",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        domain="[('share', '=', False)]",
    )
    answered_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Whoever typed the answer.",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    tier_code = fields.Selection(related="lead_id.tier_code", store=True)
    solution_id = fields.Many2one(
        "key.account.solution",
        compute="_compute_solution_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    minutes = fields.Integer(
        default=10, aggregator="sum", help="Time it took, roughly."
    )
    answer_hours = fields.Float(
        "Answer Time (h)", compute="_compute_answer_hours", store=True, aggregator="avg"
    )
    request_id = fields.Many2one(
        "presales.request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What became of a question too large for the hotline.",
    )
    active = fields.Boolean(default=True)

    _minutes_check = models.Constraint(
        "CHECK(minutes >= 0)", "A question takes no less than 0 minutes."
    )

    @api.depends("answer", "request_id")
    def _compute_state(self):
        for question in self:
            is_answered = (question.answer or "").strip() or question.request_id
            question.state = "answered" if is_answered else "open"

    @api.depends("lead_id")
    def _compute_solution_id(self):
        for question in self:
            question.solution_id = question.lead_id.solution_id or question.solution_id

    @api.depends("date", "date_answered")
    def _compute_answer_hours(self):
        for question in self:
            answered = question.date_answered
            question.answer_hours = (
                max(0.0, (answered - question.date).total_seconds() / 3600)
                if answered
                else 0.0
            )

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions._stamp_answer()
        return questions

    def write(self, vals):
        result = super().write(vals)
        if "answer" in vals:
            self._stamp_answer()
        return result

    def _stamp_answer(self):
        """Note who answered, when; take it back with the answer."""
        answered = self.filtered(lambda q: q.state == "answered")
        answered.filtered(lambda q: not q.date_answered).write(
            {"answered_by_id": self.env.user.id, "date_answered": fields.Datetime.now()}
        )
        (self - answered).filtered("date_answered").write(
            {"answered_by_id": False, "date_answered": False}
        )

    def action_make_request(self):
        """Offer a request for what the hotline cannot answer at once."""
        self.ensure_one()
        if not self.lead_id:
            raise UserError(
                self.env._(
                    "“%s” names no opportunity. Fill it in to ask for support.",
                    self.name,
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "presales_dispatch.presales_request_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {
            "default_name": self.name,
            "default_lead_id": self.lead_id.id,
            "default_question_ids": [fields.Command.link(self.id)],
        }
        return action
