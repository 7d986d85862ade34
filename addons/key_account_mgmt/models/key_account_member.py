from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .key_account_role import COVERAGE_LINES


class KeyAccountMember(models.Model):
    """Somebody who covers a key account in a role, for a time."""

    _name = "key.account.member"
    _description = "Account Team Member"
    _inherit = ["key.account.part.mixin"]
    _order = "key_account_id, role_sequence, is_primary DESC, date_start, id"
    _rec_name = "partner_id"

    role_id = fields.Many2one(
        "key.account.role", required=True, index=True, ondelete="restrict"
    )
    role_kind = fields.Selection(related="role_id.kind", store=True, string="Meaning")
    role_sequence = fields.Integer(related="role_id.sequence", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Colleague",
        index=True,
        domain="[('share', '=', False)]",
        help="Empty for an outside contact.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    coverage_line = fields.Selection(
        COVERAGE_LINES,
        compute="_compute_coverage_line",
        store=True,
        readonly=False,
        precompute=True,
    )
    solution_ids = fields.Many2many(
        "key.account.solution", string="Solutions", help="Empty: all solutions."
    )
    is_primary = fields.Boolean(
        "Primary", help="The one to turn to for this role; one at a time."
    )
    date_start = fields.Date("From", default=fields.Date.context_today, required=True)
    date_end = fields.Date("Until", help="The last day; empty while it is open.")
    is_current = fields.Boolean(
        "On the Team Now",
        compute="_compute_is_current",
        search="_search_is_current",
    )
    note = fields.Char()

    _dates_check = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "A membership cannot end before it starts.",
    )
    _primary_uniq = models.UniqueIndex(
        "(key_account_id, role_id) WHERE is_primary IS TRUE AND date_end IS NULL",
        "The role already has somebody who is primary. End that membership first, or "
        "untick “Primary” there.",
    )

    @api.depends("user_id")
    def _compute_partner_id(self):
        for member in self:
            member.partner_id = member.user_id.partner_id or member.partner_id

    @api.depends("role_id")
    def _compute_coverage_line(self):
        for member in self:
            member.coverage_line = member.role_id.coverage_line

    @api.depends("date_start", "date_end")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for member in self:
            member.is_current = (
                bool(member.date_start)
                and member.date_start <= today
                and (not member.date_end or member.date_end >= today)
            )

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._get_current_domain()
        return Domain.OR(current if wanted else ~current for wanted in value)

    @api.model
    def _get_current_domain(self):
        """Domain of those who are on a team today."""
        today = fields.Date.context_today(self)
        return Domain("date_start", "<=", today) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        )

    @api.model_create_multi
    def create(self, vals_list):
        # A membership that just ended must not block the index for its successor.
        self.flush_model(["date_end", "is_primary"])
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("is_primary"):
            self.flush_model(["date_end", "is_primary"])
        return super().write(vals)

    @api.model
    def _get_accounts_of(self, company, user_ids):
        """The customers on whose team one of the users is today, for record rules.

        :return: SQL that selects ids of contacts, computed once for a whole search
        """
        # Only who is asked about learns from this: whether they may see a record.
        members = self.sudo()
        members.flush_model(["account_id"])
        return members._search(
            members._get_current_domain()
            & Domain("user_id", "in", user_ids)
            & Domain("company_id", "=", company.id)
        ).select("account_id")

    @api.constrains("user_id", "partner_id", "role_id")
    def _check_outsider(self):
        for member in self:
            if not member.user_id and not member.role_id.allows_outsider:
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot be %(role)s of %(account)s: this role is "
                        "for colleagues. Choose a user, or a role that may be held by "
                        "an outside contact.",
                        person=member.partner_id.name,
                        role=member.role_id.name,
                        account=member.key_account_id.name,
                    )
                )

    @api.constrains("is_primary", "role_id", "key_account_id", "date_start", "date_end")
    def _check_primary(self):
        """One primary per role at a time; the database holds the open-ended ones."""
        primaries = self.filtered("is_primary")
        others = self.search(
            [
                ("key_account_id", "in", primaries.key_account_id.ids),
                ("is_primary", "=", True),
            ]
        ).grouped(lambda member: (member.key_account_id, member.role_id))
        for member in primaries:
            for other in others[member.key_account_id, member.role_id] - member:
                member._check_apart(other)

    def _check_apart(self, other):
        self.ensure_one()
        starts_later = self.date_end and other.date_start > self.date_end
        ended_before = other.date_end and other.date_end < self.date_start
        if not (starts_later or ended_before):
            raise ValidationError(
                self.env._(
                    "%(account)s has two primary members as %(role)s at the same time: "
                    "%(one)s and %(other)s. End one membership before the other "
                    "starts, or untick “Primary” for one of them.",
                    account=self.key_account_id.name,
                    role=self.role_id.name,
                    one=self.partner_id.name,
                    other=other.partner_id.name,
                )
            )
