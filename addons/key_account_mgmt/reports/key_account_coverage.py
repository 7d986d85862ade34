from odoo import fields, models
from odoo.tools import SQL


class KeyAccountCoverage(models.Model):
    """Each role that the policy asks for, with who holds it today, if anybody."""

    _name = "key.account.coverage"
    _description = "Coverage of Accounts"
    _auto = False
    _order = "is_covered, account_class, key_account_id, role_id"
    _rec_name = "role_id"
    _depends = {
        "key.account": ["account_class", "active", "company_id", "user_id"],
        "key.account.member": [
            "date_end",
            "date_start",
            "is_primary",
            "key_account_id",
            "partner_id",
            "role_id",
            "user_id",
        ],
        "key.account.policy": ["account_class", "active", "company_id", "role_ids"],
        "key.account.role": ["coverage_line"],
    }

    key_account_id = fields.Many2one("key.account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    account_class = fields.Selection(
        selection=lambda self: (
            self.env["key.account"]
            ._fields["account_class"]
            ._description_selection(self.env)
        ),
        string="Class",
        readonly=True,
    )
    user_id = fields.Many2one("res.users", "Account Manager", readonly=True)
    role_id = fields.Many2one("key.account.role", readonly=True)
    coverage_line = fields.Selection(
        selection=lambda self: (
            self.env["key.account.role"]
            ._fields["coverage_line"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", "Held By", readonly=True)
    is_covered = fields.Boolean("Covered", readonly=True)
    covered_count = fields.Integer("Covered Roles", readonly=True)
    missing_count = fields.Integer("Missing Roles", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER () AS id, account.id AS key_account_id,
                   account.company_id, account.account_class, account.user_id,
                   role.id AS role_id, role.coverage_line, member.partner_id,
                   member.id IS NOT NULL AS is_covered,
                   (member.id IS NOT NULL)::int AS covered_count,
                   (member.id IS NULL)::int AS missing_count
              FROM key_account account
              JOIN LATERAL (
                    SELECT id FROM key_account_policy policy
                     WHERE policy.active
                       AND policy.account_class = account.account_class
                       AND COALESCE(policy.company_id, account.company_id)
                           = account.company_id
                     ORDER BY policy.company_id NULLS LAST
                     LIMIT 1
                   ) policy ON TRUE
              JOIN key_account_policy_key_account_role_rel asked
                ON asked.key_account_policy_id = policy.id
              JOIN key_account_role role ON role.id = asked.key_account_role_id
              LEFT JOIN LATERAL (
                    SELECT id, partner_id FROM key_account_member member
                     WHERE member.key_account_id = account.id
                       AND member.role_id = role.id
                       AND member.date_start <= %(today)s
                       AND COALESCE(member.date_end, %(today)s) >= %(today)s
                     ORDER BY member.is_primary DESC NULLS LAST, member.id
                     LIMIT 1
                   ) member ON TRUE
             WHERE account.active
            """,
            today=fields.Date.context_today(self),
        )

    def action_fill(self):
        """Put somebody on the team in this role.

        :return: window action
        """
        self.ensure_one()
        return self.key_account_id.action_close_coverage_gap("role", self.role_id.id)
