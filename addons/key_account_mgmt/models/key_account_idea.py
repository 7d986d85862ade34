from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

IDEA_STAGES = [
    ("seed", "Seed"),
    ("nurtured", "Nurtured"),
    ("mature", "Mature"),
    ("opportunity", "Opportunity"),
    ("dropped", "Dropped"),
]


class KeyAccountIdea(models.Model):
    """What an account could want one day, long before it is tendered.

    Who seeded it keeps the credit for what becomes of it, over years.
    """

    _name = "key.account.idea"
    _description = "Idea for an Account"
    _inherit = ["key.account.part.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "priority desc, date_seeded desc, id desc"
    _check_company_auto = True

    name = fields.Char("Idea", required=True, tracking=True)
    active = fields.Boolean(default=True)
    stage = fields.Selection(
        IDEA_STAGES,
        required=True,
        default="seed",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
        help="Seed: said once. Nurtured: somebody of the customer thinks about it. "
        "Mature: the customer wants it. Opportunity: we pursue it.",
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Good"), ("2", "Very Good"), ("3", "Excellent")],
        default="0",
    )
    color = fields.Integer()
    solution_id = fields.Many2one(
        "key.account.solution",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    department_id = fields.Many2one(
        "relationship.department",
        "Customer's Department",
        index="btree_not_null",
        ondelete="set null",
        domain="[('account_id', 'parent_of', account_id)]",
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Customer's Person",
        index="btree_not_null",
        ondelete="set null",
        domain="[('commercial_partner_id', '=', account_id),"
        " ('is_company', '=', False)]",
        help="Who of the customer thinks about it.",
    )
    seeded_by_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.partner_id,
        tracking=True,
        help="The colleague or outside expert who had the idea, and keeps the credit.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Nurtured By",
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
        help="The colleague who takes care that something becomes of it.",
    )
    value = fields.Monetary(
        "Expected Value", tracking=True, help="What it could bring once it is ordered."
    )
    date_seeded = fields.Date(
        "Seeded On", required=True, default=fields.Date.context_today
    )
    date_matured = fields.Date(
        "Opportunity Since",
        readonly=True,
        copy=False,
        help="The day on which the idea became an opportunity.",
    )
    months_to_mature = fields.Float(
        compute="_compute_months_to_mature",
        store=True,
        digits=(6, 1),
        aggregator=None,
        help="From the seed to the opportunity.",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    drop_reason = fields.Char(copy=False, tracking=True)
    description = fields.Html()

    _value_check = models.Constraint(
        "CHECK(value >= 0)", "The value of an idea cannot be negative."
    )

    @api.depends("date_seeded", "date_matured")
    def _compute_months_to_mature(self):
        for idea in self:
            days = 0
            if idea.date_seeded and idea.date_matured:
                days = (idea.date_matured - idea.date_seeded).days
            idea.months_to_mature = days / 30.4375

    @api.constrains("date_seeded", "date_matured")
    def _check_dates(self):
        for idea in self:
            if idea.date_matured and idea.date_seeded > idea.date_matured:
                raise ValidationError(
                    self.env._(
                        "“%(idea)s” cannot be seeded after the day it became an "
                        "opportunity.",
                        idea=idea.name,
                    )
                )

    @api.constrains("contact_id", "department_id", "key_account_id")
    def _check_customer(self):
        for idea in self:
            # The customer's side, not what the user may see of it, decides.
            people = idea.sudo()
            account = people.account_id
            owners = people.contact_id.commercial_partner_id
            owners |= people.department_id.account_id.commercial_partner_id
            if owners - account:
                raise ValidationError(
                    self.env._(
                        "The person and the department of “%(idea)s” must belong to "
                        "%(account)s.",
                        idea=idea.name,
                        account=account.name,
                    )
                )

    # -------------------------------------------------------------------- stage

    @api.model_create_multi
    def create(self, vals_list):
        ideas = super().create(vals_list)
        ideas._follow_stage()
        return ideas

    def write(self, vals):
        if vals.get("stage", "opportunity") != "opportunity":
            self._check_no_opportunity()
        result = super().write(vals)
        if vals.get("stage") == "opportunity":
            self._follow_stage()
        return result

    def _check_no_opportunity(self):
        for idea in self.filtered("lead_id"):
            raise UserError(
                self.env._(
                    "“%(idea)s” already is the opportunity “%(lead)s”. Go on there.",
                    idea=idea.name,
                    # Even who may not see the opportunity learns that there is one.
                    lead=idea.sudo().lead_id.name,
                )
            )

    def _follow_stage(self):
        """Ideas in the last stage are opportunities."""
        self.filtered(
            lambda idea: idea.stage == "opportunity" and not idea.lead_id
        )._make_opportunity()

    def _make_opportunity(self):
        leads = self.env["crm.lead"].create(
            [idea._prepare_opportunity() for idea in self]
        )
        today = fields.Date.context_today(self)
        for idea, lead in zip(self, leads, strict=True):
            idea.write(
                {
                    "lead_id": lead.id,
                    "stage": "opportunity",
                    "date_matured": max(today, idea.date_seeded),
                }
            )
        leads._message_log_batch(
            bodies={
                idea.lead_id.id: self.env._(
                    "Grown from the idea “%(idea)s”, seeded by %(person)s on %(date)s.",
                    idea=idea.name,
                    person=idea.seeded_by_id.name,
                    date=idea.date_seeded,
                )
                for idea in self
            }
        )

    def _prepare_opportunity(self):
        self.ensure_one()
        return {
            "type": "opportunity",
            "name": self.name,
            "partner_id": (self.contact_id or self.account_id).id,
            "company_id": self.company_id.id,
            "user_id": (self.key_account_id.user_id or self.user_id).id,
            "expected_revenue": self.value,
            "solution_id": self.solution_id.id,
            "account_department_id": self.department_id.id,
            "seeded_by_id": self.seeded_by_id.id,
            "description": self.description,
            "priority": self.priority,
        }

    # ------------------------------------------------------------------ actions

    def action_make_opportunity(self):
        """Turn the idea into an opportunity and open that.

        :return: window action
        """
        self.ensure_one()
        self._check_no_opportunity()
        self._make_opportunity()
        return self.action_open_opportunity()

    def action_open_opportunity(self):
        """Open what the idea has become."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "views": [(False, "form")],
        }

    def action_next_stage(self):
        """Move a seed on to nurtured, and a nurtured idea to mature."""
        following = {"seed": "nurtured", "nurtured": "mature", "dropped": "seed"}
        for stage, ideas in self.grouped("stage").items():
            if stage in following:
                ideas.stage = following[stage]

    def action_drop(self):
        """Give the idea up; the reason can be written down."""
        self.stage = "dropped"


class KeyAccount(models.Model):
    _inherit = "key.account"

    idea_ids = fields.One2many("key.account.idea", "key_account_id", "Ideas")
    idea_count = fields.Integer(
        "Growing Ideas",
        compute="_compute_idea_count",
        help="Seeds, nurtured and mature ideas.",
    )

    @api.depends("idea_ids.stage")
    def _compute_idea_count(self):
        groups = self.env["key.account.idea"]._read_group(
            [
                ("key_account_id", "in", self.ids),
                ("stage", "in", ("seed", "nurtured", "mature")),
            ],
            ["key_account_id"],
            ["__count"],
        )
        counts = {account.id: count for account, count in groups}
        for account in self:
            account.idea_count = counts.get(account._origin.id, 0)

    def action_open_ideas(self):
        """Open the ideas of the account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_idea_action"
        )
        return {
            **action,
            "domain": [("key_account_id", "=", self.id)],
            "context": {
                "default_key_account_id": self.id,
                "partner_display_name_hide_company": True,
            },
        }
