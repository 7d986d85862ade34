from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# What decides when and by whom a request is served.
DESK_FIELDS = {
    "state",
    "center_id",
    "policy_id",
    "routing_reason",
    "date_submitted",
    "date_responded",
    "date_response_due",
    "jump_position",
    "jump_reason",
    "jump_user_id",
}


class PresalesRequest(models.Model):
    """What an opportunity needs from presales, from being asked for to being done."""

    _name = "presales.request"
    _description = "Presales Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "is_jumping DESC, jump_position, worth DESC, date_submitted, id"
    _check_company_auto = True

    reference = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char("What Is Needed", required=True, tracking=True)
    description = fields.Html(sanitize=True)
    active = fields.Boolean(default=True)
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('type', '=', 'opportunity')]",
    )
    account_id = fields.Many2one(
        related="lead_id.partner_id.commercial_partner_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tier_code = fields.Selection(related="lead_id.tier_code", store=True, index=True)
    stage_id = fields.Many2one(
        "crm.stage",
        "For the Stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Requested By",
        default=lambda self: self.env.user,
        required=True,
        index=True,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    role_id = fields.Many2one(
        "presales.role", required=True, index=True, ondelete="restrict"
    )
    hours = fields.Float("Hours Needed", required=True, default=8.0, tracking=True)
    date_start = fields.Date(
        "From", required=True, default=fields.Date.context_today, index=True
    )
    date_end = fields.Date("Until", required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("queued", "Queued"),
            ("assigned", "Assigned"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    place = fields.Selection(
        [("remote", "Remote"), ("onsite", "On site")], required=True, default="remote"
    )
    site_id = fields.Many2one(
        "res.partner",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where the work on site is done.",
    )
    skill_line_ids = fields.One2many(
        "presales.request.skill", "request_id", "Skills Needed", copy=True
    )
    assignment_ids = fields.One2many("presales.assignment", "request_id", "Assignments")

    _hours_check = models.Constraint(
        "CHECK(hours > 0)", "A request needs more than 0 hours."
    )

    @api.depends("lead_id")
    def _compute_company_id(self):
        for request in self:
            request.company_id = (
                request.lead_id.company_id or request.company_id or self.env.company
            )

    @api.depends("lead_id")
    def _compute_stage_id(self):
        for request in self:
            request.stage_id = request.lead_id.stage_id

    @api.depends("lead_id")
    def _compute_site_id(self):
        for request in self:
            request.site_id = request.lead_id.partner_id

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for request in self:
            if request.date_end < request.date_start:
                raise ValidationError(
                    self.env._(
                        "“%(request)s” would end on %(end)s, before it starts on "
                        "%(start)s. Correct the dates.",
                        request=request.name,
                        start=request.date_start,
                        end=request.date_end,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_fields_of_the_desk(vals)
            # Whoever asks need not read the sequences.
            vals.setdefault(
                "reference",
                self.env["ir.sequence"].sudo().next_by_code("presales.request"),
            )
        return super().create(vals_list)

    def write(self, vals):
        self._check_fields_of_the_desk(vals)
        return super().write(vals)

    @api.model
    def _check_fields_of_the_desk(self, vals):
        """Only the presales desk moves requests through the queue by hand."""
        if self.env.su or self.env.user.has_group("presales_dispatch.group_lead"):
            return
        new = {"state": "draft", "jump_position": 0}
        reserved = [
            self._fields[name]._description_string(self.env)
            for name in DESK_FIELDS & vals.keys()
            if vals[name] and vals[name] != new.get(name)
        ]
        if reserved:
            raise AccessError(
                self.env._(
                    "Only a presales lead sets: %s. Use the buttons of the request.",
                    ", ".join(sorted(reserved)),
                )
            )

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = " ".join(
                filter(None, (request.reference, request.name))
            )
