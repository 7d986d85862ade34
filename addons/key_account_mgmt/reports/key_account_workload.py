from odoo import fields, models
from odoo.tools import SQL


class KeyAccountWorkload(models.Model):
    """What each person carries today: accounts by class and role, weighted by effort.

    The effort of a role is the effort of the account's class × the role's share of it.
    """

    _name = "key.account.workload"
    _description = "Workload"
    _auto = False
    _order = "effort DESC, id"
    _rec_name = "partner_id"
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
        "key.account.policy": ["account_class", "active", "company_id", "effort"],
        "key.account.role": ["effort_share"],
    }

    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    user_id = fields.Many2one("res.users", "Colleague", readonly=True)
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
    role_id = fields.Many2one("key.account.role", readonly=True)
    is_primary = fields.Boolean("Primary", readonly=True)
    effort = fields.Float(readonly=True, digits=(16, 2))
    activity_count = fields.Integer(
        "Open Activities",
        readonly=True,
        aggregator="max",
        help="Of the person, on all key accounts, plans and reviews.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH activity AS (
                SELECT user_id, COUNT(*) AS number
                  FROM mail_activity
                 WHERE active AND res_model LIKE 'key.account%%'
                 GROUP BY user_id
            )
            SELECT member.id, member.partner_id, member.user_id, account.id AS
                   key_account_id, account.company_id, account.account_class,
                   member.role_id, member.is_primary,
                   COALESCE(policy.effort, 0) * role.effort_share / 100 AS effort,
                   COALESCE(activity.number, 0) AS activity_count
              FROM key_account_member member
              JOIN key_account account ON account.id = member.key_account_id
              JOIN key_account_role role ON role.id = member.role_id
              LEFT JOIN activity ON activity.user_id = member.user_id
              LEFT JOIN LATERAL (
                    SELECT effort FROM key_account_policy policy
                     WHERE policy.active
                       AND policy.account_class = account.account_class
                       AND COALESCE(policy.company_id, account.company_id)
                           = account.company_id
                     ORDER BY policy.company_id NULLS LAST
                     LIMIT 1
                   ) policy ON TRUE
             WHERE account.active AND member.date_start <= %(today)s
               AND COALESCE(member.date_end, %(today)s) >= %(today)s
            """,
            today=fields.Date.context_today(self),
        )
