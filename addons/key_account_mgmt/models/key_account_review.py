import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .key_account_review_template import REVIEW_KINDS

OPEN_STATES = ("planned", "in_progress")
ACTIVITY_TYPE = "key_account_mgmt.mail_activity_type_review"
# What a review that is done says; later changes would rewrite history.
FROZEN_FIELDS = {
    "key_account_id",
    "kind",
    "date_due",
    "date_done",
    "user_id",
    "outcome",
    "conclusion",
    "decisions",
    "strategy_id",
    "line_ids",
}


def _open_twice_message(env, diagnostics):
    """Name the account and the kind of the review that is open already."""
    detail = (diagnostics and diagnostics.message_detail) or ""
    match = re.search(r"=\((\d+), (\w+)\)", detail)
    account = env["key.account"].browse(int(match[1])) if match else None
    if not match or not env.uid or not account._filtered_access("read"):
        return env._(
            "This account already has an open review of this kind. Finish or cancel "
            "that one first."
        )
    kinds = dict(env["key.account.review"]._fields["kind"]._description_selection(env))
    return env._(
        "%(account)s already has an open review: %(kind)s. Finish or cancel that one "
        "before planning another.",
        account=account.display_name,
        kind=kinds[match[2]],
    )


class KeyAccountReview(models.Model):
    """A periodic look at an account: its plan, its worth, its team or its strategy.

    Starts with the facts of the day and a checklist; ends with an outcome, decisions
    and follow-ups. One review per account and kind is open at a time.
    """

    _name = "key.account.review"
    _description = "Account Review"
    _inherit = ["key.account.part.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_due desc, key_account_id, kind, id"
    _rec_names_search = ["account_id"]
    _mail_post_access = "read"

    active = fields.Boolean(default=True)
    kind = fields.Selection(
        REVIEW_KINDS, required=True, default="plan", tracking=True, index=True
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("in_progress", "In Progress"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        tracking=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    date_due = fields.Date(
        "Due On",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        index=True,
        copy=False,
    )
    date_done = fields.Date("Done On", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        tracking=True,
        domain="[('share', '=', False)]",
    )
    responsible_reason = fields.Char(compute="_compute_responsible_reason")
    is_automatic = fields.Boolean(
        "Created from the Policy", readonly=True, copy=False, help="By the daily job."
    )
    template_id = fields.Many2one(
        "key.account.review.template",
        compute="_compute_template_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    purpose = fields.Text(related="template_id.description")
    line_ids = fields.One2many("key.account.review.line", "review_id", "Checklist")
    checklist_progress = fields.Float(
        "Checked", compute="_compute_checklist_progress", help="Share of the checklist."
    )
    outcome = fields.Selection(
        [
            ("confirmed", "Confirmed"),
            ("adjusted", "Adjusted"),
            ("changed", "Changed Course"),
        ],
        tracking=True,
        copy=False,
        help="Confirmed: we go on as before. Adjusted: small corrections. Changed "
        "course: class, strategy, team or plan change.",
    )
    conclusion = fields.Html("What We Found", copy=False)
    decisions = fields.Html(copy=False)
    strategy_id = fields.Many2one(
        "key.account.strategy",
        "Strategy Decided",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The account takes it on when the review is done. Empty: as before.",
    )
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    days_late = fields.Integer(
        compute="_compute_is_overdue",
        help="Days after the day it was due.",
    )
    is_on_time = fields.Boolean(
        compute="_compute_is_on_time",
        store=True,
        help="Done on the day it was due, or before.",
    )
    punctuality = fields.Selection(
        [("on_time", "On Time"), ("late", "Late")],
        compute="_compute_is_on_time",
        store=True,
        help="Whether a review that is done was done by the day it was due.",
    )

    _open_uniq = models.UniqueIndex(
        "(key_account_id, kind) WHERE active IS TRUE "
        "AND state IN ('planned', 'in_progress')",
        _open_twice_message,
    )
    _done_check = models.Constraint(
        "CHECK((state = 'done') = (date_done IS NOT NULL))",
        "A review is done on a day: use the button “Done”.",
    )

    # ------------------------------------------------------------------ compute

    @api.depends("kind", "key_account_id.name", "date_due")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for review in self:
            kind = kinds.get(review.kind, "")
            account = review.key_account_id.name
            review.display_name = (
                self.env._("%(kind)s: %(account)s", kind=kind, account=account)
                if account
                else kind
            )

    @api.depends("kind", "key_account_id")
    def _compute_template_id(self):
        for company, reviews in self.grouped("company_id").items():
            templates = self.env["key.account.review.template"]._get_templates(company)
            for review in reviews:
                review.template_id = templates.get(
                    (review.kind, review.key_account_id.account_class),
                    templates.get((review.kind, False)),
                )

    @api.depends("line_ids.is_done")
    def _compute_checklist_progress(self):
        for review in self:
            lines = review.line_ids
            checked = len(lines.filtered("is_done"))
            review.checklist_progress = 100.0 * checked / len(lines) if lines else 0.0

    @api.depends("date_due", "date_done", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for review in self:
            is_open = review.state in OPEN_STATES
            end = review.date_done or (is_open and today)
            late = (end - review.date_due).days if end and review.date_due else 0
            review.days_late = max(late, 0)
            review.is_overdue = is_open and late > 0

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = self._get_overdue_domain()
        return Domain.OR(overdue if wanted else ~overdue for wanted in value)

    @api.model
    def _get_overdue_domain(self):
        """Domain of open reviews that were due before today."""
        today = fields.Date.context_today(self)
        return Domain("state", "in", OPEN_STATES) & Domain("date_due", "<", today)

    @api.depends("date_due", "date_done")
    def _compute_is_on_time(self):
        for review in self:
            is_done = bool(review.date_done)
            review.is_on_time = is_done and review.date_done <= review.date_due
            word = "on_time" if review.is_on_time else "late"
            review.punctuality = is_done and word

    # --------------------------------------------------------------------- CRUD

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_key_account(vals) for vals in vals_list]
        reviews = super().create(self._with_facts(vals_list))
        reviews._add_checklist()
        reviews._schedule_activity()
        return reviews

    def write(self, vals):
        self._check_not_frozen(vals)
        state = vals.get("state")
        if state == "done":
            self._check_complete(vals.get("outcome"))
        if state and "date_done" not in vals:
            today = fields.Date.context_today(self)
            vals = {**vals, "date_done": state == "done" and today}
        result = super().write(vals)
        if state == "done":
            self.activity_feedback([ACTIVITY_TYPE])
        elif state == "cancelled":
            self.activity_unlink([ACTIVITY_TYPE])
        elif vals.keys() & {"user_id", "date_due"}:
            self._reschedule_activity()
        return result

    def _check_not_frozen(self, vals):
        """Only a manager takes up what is closed, and nobody rewrites it on the way."""
        frozen = (FROZEN_FIELDS | {"state"}) & vals.keys()
        closed = self.filtered(lambda review: review.state not in OPEN_STATES)
        if not closed or not frozen:
            return
        is_manager = self.env.user.has_group("key_account_mgmt.group_manager")
        if vals.get("state") not in OPEN_STATES or not (is_manager or self.env.su):
            raise UserError(
                self.env._(
                    "“%(review)s” is closed and stays as it was: it is part of the "
                    "history of the account. Ask a manager to reopen it first.",
                    review=closed[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        for review in self:
            if review.state == "done":
                raise UserError(
                    self.env._(
                        "“%(review)s” is done: it is history. Archive it instead.",
                        review=review.display_name,
                    )
                )

    def _add_checklist(self):
        """Copy the points of the template, in the language of who works with them."""
        vals_list = []
        for (template, lang), reviews in (
            self.filtered(lambda review: review.template_id and not review.line_ids)
            .grouped(lambda r: (r.template_id, r.user_id.lang))
            .items()
        ):
            points = template.with_context(lang=lang or self.env.lang).line_ids
            vals_list += [
                {
                    "review_id": review.id,
                    "sequence": point.sequence,
                    "name": point.name,
                    "guide": point.guide,
                    "is_required": point.is_required,
                }
                for review in reviews
                for point in points
            ]
        self.env["key.account.review.line"].create(vals_list)
