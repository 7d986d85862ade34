from odoo import fields, models
from odoo.fields import Domain

from .key_account_review import OPEN_STATES


class KeyAccountReviews(models.Model):
    """The reviews of an account, as its form shows them."""

    _inherit = "key.account"

    review_ids = fields.One2many("key.account.review", "key_account_id", "Reviews")
    open_review_count = fields.Integer(
        "Open Reviews", compute="_compute_open_review_count"
    )
    overdue_review_count = fields.Integer(
        "Overdue Reviews", compute="_compute_open_review_count"
    )
    next_review_date = fields.Date("Next Review", compute="_compute_open_review_count")

    def _compute_open_review_count(self):
        reviews = self.env["key.account.review"]
        mine = [("key_account_id", "in", self.ids)]
        groups = {
            account: (count, day)
            for account, count, day in reviews._read_group(
                [*mine, ("state", "in", OPEN_STATES)],
                ["key_account_id"],
                ["__count", "date_due:min"],
            )
        }
        overdue = dict(
            reviews._read_group(
                reviews._get_overdue_domain() & Domain(mine),
                ["key_account_id"],
                ["__count"],
            )
        )
        for account in self:
            count, day = groups.get(account._origin, (0, False))
            account.open_review_count = count
            account.next_review_date = day
            account.overdue_review_count = overdue.get(account._origin, 0)

    def action_open_reviews(self):
        """Open the reviews of the account, those that are open first.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_mgmt.key_account_review_action"
        )
        return {
            **action,
            "domain": [("key_account_id", "=", self.id)],
            "context": {"default_key_account_id": self.id},
            "views": [(False, "list"), (False, "form"), (False, "calendar")],
        }
