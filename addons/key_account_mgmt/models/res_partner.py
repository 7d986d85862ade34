from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.relationship_network.models.visible_join import (
    join_rows,
    search_through_sql,
    visible_rows,
)

from .key_account_policy import ACCOUNT_CLASSES

# Fields of a customer, and the columns of its key account that they show.
ACCOUNT_FIELDS = {
    "key_account_id": "id",
    "account_class": "account_class",
    "is_key_account": "is_key_account",
}
USER_GROUP = "key_account_mgmt.group_user"


class ResPartner(models.Model):
    """Contacts show what they are to the current company.

    The values are read, searched, sorted and grouped through the key accounts that the
    user may see.
    """

    _inherit = "res.partner"

    key_account_ids = fields.One2many(
        "key.account", "account_id", "Key Accounts", groups=USER_GROUP
    )
    key_account_id = fields.Many2one(
        "key.account",
        compute="_compute_key_account_id",
        search=search_through_sql("key_account_id"),
        groups=USER_GROUP,
    )
    account_class = fields.Selection(
        ACCOUNT_CLASSES,
        compute="_compute_key_account_id",
        search=search_through_sql("account_class"),
        groups=USER_GROUP,
        help="A: high potential, high contribution. B: low potential, high "
        "contribution. C: high potential, low contribution. D: both low.",
    )
    is_key_account = fields.Boolean(
        compute="_compute_key_account_id",
        search=search_through_sql("is_key_account"),
        groups=USER_GROUP,
    )

    @api.depends(
        "key_account_ids.active",
        "key_account_ids.account_class",
        "key_account_ids.is_key_account",
    )
    @api.depends_context("uid", "company")
    def _compute_key_account_id(self):
        accounts = self.filtered(lambda p: p.commercial_partner_id == p)
        found = accounts._get_key_accounts(self.env.company)
        nothing = self.env["key.account"]
        for partner in self:
            account = found.get(partner._origin, nothing)
            for field_name, column in ACCOUNT_FIELDS.items():
                partner[field_name] = account[column]

    def _get_key_accounts(self, company, create=False):
        """The key accounts of these contacts' companies in one of our companies.

        :param company: ``res.company``
        :param create: whether to start the missing ones; archived ones come back
        :return: ``{commercial partner: key account}``
        """
        customers = self.commercial_partner_id
        accounts = self.env["key.account"]
        if customers.ids:
            accounts = accounts.search_fetch(
                [("account_id", "in", customers.ids), ("company_id", "=", company.id)],
                ["account_id", "account_class", "is_key_account"],
            )
        missing = customers - accounts.account_id
        if create and missing:
            archived = accounts.search(
                [
                    ("active", "=", False),
                    ("account_id", "in", missing.ids),
                    ("company_id", "=", company.id),
                ]
            )
            archived.action_unarchive()
            accounts += archived
            accounts += accounts.create(
                [
                    {"account_id": customer.id, "company_id": company.id}
                    for customer in missing - archived.account_id
                ]
            )
        return {account.account_id: account for account in accounts}

    def action_open_key_account(self):
        """Open what the customer is to the current company, starting it if needed.

        :return: window action
        """
        self.ensure_one()
        found = self._get_key_accounts(self.env.company, create=True)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_action"
        )
        action["res_id"] = found[self.commercial_partner_id].id
        action["views"] = [(False, "form")]
        return action

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort and group by what visible key accounts say."""
        if query is None or field_expr not in ACCOUNT_FIELDS:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        model = self.env["key.account"]
        rows = visible_rows(
            model,
            [("company_id", "=", self.env.company.id)],
            [*ACCOUNT_FIELDS.values(), "account_id"],
        )
        joined = join_rows(self, alias, query, model._table, rows, {"account_id": "id"})
        return SQL.identifier(joined, ACCOUNT_FIELDS[field_expr])
