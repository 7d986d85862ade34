from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.relationship_network.models.nullable_float import NullableFloat
from odoo.addons.relationship_network.models.unique_messages import duplicate_message

from .key_account_policy import ACCOUNT_CLASSES


class KeyAccount(models.Model):
    """What an account is to one company: its class, team, strategy and manager.

    Contacts are shared by companies and readable by everybody, so none of this stands
    on the contact itself.
    """

    _name = "key.account"
    _description = "Key Account"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _check_company_auto = True
    _order = "account_class, name, id"

    name = fields.Char(related="account_id.name", store=True, index="trigram")
    active = fields.Boolean(default=True)
    account_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    industry_id = fields.Many2one(related="account_id.industry_id", store=True)
    is_key_account = fields.Boolean(tracking=True)
    account_class = fields.Selection(
        ACCOUNT_CLASSES,
        "Class",
        compute="_compute_account_class",
        store=True,
        index=True,
        tracking=True,
        help="A: high potential, high contribution. B: low potential, high "
        "contribution. C: high potential, low contribution. D: both low.",
    )
    evaluated_class = fields.Selection(
        ACCOUNT_CLASSES, help="Class by the last evaluation.", readonly=True
    )
    class_override = fields.Selection(
        ACCOUNT_CLASSES, "Class Set by Hand", copy=False, readonly=True
    )
    policy_id = fields.Many2one(
        "key.account.policy", "Class Policy", compute="_compute_policy_id"
    )
    strategy_id = fields.Many2one(
        "key.account.strategy",
        compute="_compute_strategy_id",
        store=True,
        readonly=False,
        tracking=True,
        ondelete="restrict",
        index="btree_not_null",
        help="From the policy of the class, unless chosen otherwise.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Account Manager",
        compute="_compute_user_id",
        store=True,
        index=True,
        tracking=True,
        help="The primary account manager of the team, or else the salesperson of the "
        "contact. An account without one is open to every seller of the company.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        compute="_compute_team_id",
        store=True,
        index=True,
    )
    member_ids = fields.One2many("key.account.member", "key_account_id", "Team")
    current_member_ids = fields.One2many(
        "key.account.member",
        "key_account_id",
        "Team Now",
        domain=lambda self: self.env["key.account.member"]._get_current_domain(),
    )
    access_user_ids = fields.Many2many(
        "res.users",
        string="Visible To",
        compute="_compute_access_user_ids",
        search="_search_access_user_ids",
        compute_sudo=True,
        help="Who works with this account besides managers: the account manager, the "
        "account team and the sales team.",
    )
    relationship_map_id = fields.Many2one(related="account_id.relationship_map_id")
    closeness = NullableFloat(related="account_id.closeness")
    relationship_coverage = NullableFloat(related="account_id.relationship_coverage")
    relationship_status = fields.Selection(related="account_id.relationship_status")

    _account_uniq = models.UniqueIndex(
        "(account_id, company_id)",
        duplicate_message(
            lambda env, names: env._(
                "%(account)s already is among the accounts of this company. Open it "
                "instead of creating another (it may be archived).",
                **names,
            ),
            account=(0, "res.partner"),
        ),
    )

    # ------------------------------------------------------------------ compute

    @api.depends("evaluated_class", "class_override")
    def _compute_account_class(self):
        for account in self:
            account.account_class = account.class_override or account.evaluated_class

    @api.depends("account_class", "company_id")
    def _compute_policy_id(self):
        for company, accounts in self.grouped("company_id").items():
            policies = self.env["key.account.policy"]._get_policies(company)
            for account in accounts:
                account.policy_id = policies.get(account.account_class)

    @api.depends("account_class", "company_id")
    def _compute_strategy_id(self):
        for account in self:
            account.strategy_id = account.policy_id.strategy_id or account.strategy_id

    @api.depends(
        "account_id.user_id",
        "member_ids.user_id",
        "member_ids.role_kind",
        "member_ids.is_primary",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    def _compute_user_id(self):
        for account in self:
            managers = account.member_ids.filtered(
                lambda member: (
                    member.is_current
                    and member.is_primary
                    and member.role_kind == "account_manager"
                )
            )
            account.user_id = managers[:1].user_id or account.account_id.user_id

    @api.depends("user_id")
    def _compute_team_id(self):
        for account in self:
            team = account.user_id.sale_team_id
            if team.company_id and team.company_id != account.company_id:
                team = False
            account.team_id = team

    @api.depends(
        "user_id",
        "team_id.user_id",
        "team_id.crm_team_member_ids.user_id",
        "member_ids.user_id",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    def _compute_access_user_ids(self):
        for account in self:
            team = account.team_id
            account.access_user_ids = (
                account.user_id
                | account.member_ids.filtered("is_current").user_id
                | team.user_id
                | team.crm_team_member_ids.filtered("active").user_id
            )

    @api.model
    def _search_access_user_ids(self, operator, value):
        """Record rules rely on this search; add who else works with an account here."""
        if operator != "in":
            return NotImplemented
        current = self.env["key.account.member"]._get_current_domain()
        return Domain.OR(
            [
                Domain("user_id", "in", value),
                Domain("member_ids", "any", current & Domain("user_id", "in", value)),
                Domain("team_id.user_id", "in", value),
                Domain(
                    "team_id.crm_team_member_ids",
                    "any",
                    [("user_id", "in", value), ("active", "=", True)],
                ),
            ]
        )

    # -------------------------------------------------------------- constraints

    @api.constrains("account_id")
    def _check_account_id(self):
        for account in self:
            commercial = account.account_id.commercial_partner_id
            if account.account_id != commercial:
                raise ValidationError(
                    self.env._(
                        "“%(contact)s” is a contact of %(account)s. Make %(account)s "
                        "the key account.",
                        contact=account.account_id.name,
                        account=commercial.name,
                    )
                )

    # ------------------------------------------------------------------ actions

    def action_open_relationship_map(self):
        """Open the drawn map of the account, starting it when there is none."""
        self.ensure_one()
        return self.account_id.action_open_relationship_map()

    def action_open_alerts(self):
        """Open the alerts about the account, its opportunities and people."""
        self.ensure_one()
        return self.account_id.action_open_relationship_alerts()
