from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# The states in which a plan is worked on or holds.
LIVE_STATES = ("draft", "submitted", "approved")
# What may still change on a plan that is no draft any more.
OPEN_FIELDS = {
    "state",
    "approver_id",
    "approved_on",
    "approved_by_id",
    "user_id",
    "active",
    "closing_note",
}
# What only the actions of a plan set, so that nobody writes past the approval.
ACTION_FIELDS = {"state", "approved_on", "approved_by_id", "previous_id", "revision"}


class KeyAccountPlan(models.Model):
    """What we want to reach with an account in a period, and how.

    Four parts: industry and customer, the customer's priorities, connections, and
    opportunities with targets. An approved plan is revised, not edited.
    """

    _name = "key.account.plan"
    _description = "Account Plan"
    _inherit = ["key.account.part.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_start DESC, revision DESC, id DESC"

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    active = fields.Boolean(default=True)
    date_start = fields.Date(
        "From",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_end = fields.Date(
        "Until",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.context_today(self).replace(month=12, day=31),
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    account_class = fields.Selection(
        related="key_account_id.account_class", store=True, string="Class"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "To Approve"),
            ("approved", "Approved"),
            ("superseded", "Superseded"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
        readonly=True,
    )
    revision = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "key.account.plan",
        "Revision Of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many("key.account.plan", "previous_id", "Revised By")
    industry_note = fields.Html(
        "Industry", help="Where the industry goes, and what that means for us."
    )
    customer_note = fields.Html(
        "Customer", help="Its business, results, organisation and how it buys."
    )
    strategy_note = fields.Html("Our Strategy", help="How we want to win, and why.")
    priority_ids = fields.One2many(
        "key.account.plan.priority", "plan_id", "Customer Priorities", copy=True
    )
    swot_ids = fields.One2many("key.account.plan.swot", "plan_id", "SWOT", copy=True)
    connection_ids = fields.One2many(
        "key.account.plan.connection", "plan_id", "Connection Goals", copy=True
    )
    objective_ids = fields.One2many(
        "key.account.plan.objective", "plan_id", "Objectives", copy=True
    )
    closing_note = fields.Html("What We Learned", copy=False)

    _dates_check = models.Constraint(
        "CHECK(date_end >= date_start)", "A plan cannot end before it starts."
    )

    # ------------------------------------------------------------------ compute

    @api.depends("key_account_id.name", "date_start", "date_end")
    def _compute_name(self):
        for plan in self:
            years = {day.year for day in (plan.date_start, plan.date_end) if day}
            plan.name = " ".join(
                [
                    plan.key_account_id.name or "",
                    "–".join(str(year) for year in sorted(years)),
                ]
            )

    @api.depends("key_account_id")
    def _compute_user_id(self):
        for plan in self:
            plan.user_id = plan.key_account_id.user_id or self.env.user

    @api.depends("name", "revision")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = (
                self.env._(
                    "%(name)s, revision %(revision)s",
                    name=plan.name,
                    revision=plan.revision,
                )
                if plan.revision > 1
                else plan.name
            )

    # -------------------------------------------------------------- constraints

    @api.constrains("date_start", "date_end", "key_account_id", "state", "active")
    def _check_period(self):
        """Plans of an account follow each other; a revision may share the period."""
        live = self.filtered(lambda plan: plan.active and plan.state in LIVE_STATES)
        others = self.search(
            Domain("key_account_id", "in", live.key_account_id.ids)
            & Domain("state", "in", LIVE_STATES)
        ).grouped("key_account_id")
        for plan in live:
            family = plan._get_family()
            for other in others.get(plan.key_account_id, self.browse()) - family:
                if (
                    plan.date_start <= other.date_end
                    and other.date_start <= plan.date_end
                ):
                    raise ValidationError(
                        self.env._(
                            "%(account)s already has the plan “%(other)s” in this "
                            "period. Change the dates, close that plan, or revise it.",
                            account=plan.key_account_id.name,
                            other=other.display_name,
                        )
                    )

    @api.constrains("key_account_id")
    def _check_lines(self):
        """The people and departments of the plan are those of its account."""
        self.connection_ids._check_goal()
        self.priority_ids._check_sponsor()

    def _get_family(self):
        """This plan, what it revises, and what revises it."""
        self.ensure_one()
        family, newest = self, self
        while family[-1:].previous_id:
            family += family[-1:].previous_id
        while newest.next_ids:
            newest = newest.next_ids
            family |= newest
        return family

    # --------------------------------------------------------------------- CRUD

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        if not self.env.su:
            # The result is looked at, as defaults may come with the context.
            for plan in plans:
                if (
                    plan.state != "draft"
                    or plan.revision != 1
                    or plan.previous_id
                    or plan.approved_on
                    or plan.approved_by_id
                ):
                    plan._refuse_bypass()
        return plans

    def write(self, vals):
        if self and not self.env.su and ACTION_FIELDS & vals.keys():
            self[0]._refuse_bypass()
        frozen = self.filtered(lambda plan: plan.state != "draft")
        touched = vals.keys() - OPEN_FIELDS
        fields_of_user = {
            name
            for name in touched
            if name in self._fields
            and not self._fields[name].compute
            and not name.startswith(("message_", "activity_"))
        }
        if frozen and fields_of_user:
            frozen._refuse_change()
        return super().write(vals)

    def _refuse_bypass(self):
        raise UserError(
            self.env._(
                "The state and revision of “%(plan)s” follow from its buttons: submit, "
                "approve, revise or close it.",
                plan=self.display_name,
            )
        )

    def _refuse_change(self):
        plan = self[0]
        raise UserError(
            self.env._(
                "“%(plan)s” is no draft any more. Revise it to change what was agreed.",
                plan=plan.display_name,
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(plan)s” is part of the account's history. Archive it "
                        "instead.",
                        plan=plan.display_name,
                    )
                )
