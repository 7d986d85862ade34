from odoo import fields, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from .key_account_policy import ACCOUNT_CLASSES


class KeyAccountEvaluation(models.Model):
    """What an account was worth on one day, and the class that followed.

    Written by the system only: the thresholds of the day are kept with it, so that it
    explains itself when they have changed.
    """

    _name = "key.account.evaluation"
    _description = "Account Evaluation"
    _inherit = ["key.account.part.mixin"]
    _order = "date desc, key_account_id, id"
    _rec_name = "key_account_id"

    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    user_id = fields.Many2one(
        "res.users", "Evaluated By", default=lambda self: self.env.user
    )
    score = NullableFloat(
        digits=(5, 1), aggregator="avg", help="0 to 100; empty without a scoring model."
    )
    potential = fields.Monetary(
        help="What the account could buy from us in a year, of what we sell."
    )
    contribution = fields.Monetary(help="Its confirmed orders of the period.")
    potential_threshold = fields.Monetary("High Potential From", aggregator=None)
    contribution_threshold = fields.Monetary("High Contribution From", aggregator=None)
    account_class = fields.Selection(ACCOUNT_CLASSES, "Class", required=True)
    previous_class = fields.Selection(ACCOUNT_CLASSES, "Class Before")
    is_key_account = fields.Boolean()

    _day_uniq = models.UniqueIndex(
        "(key_account_id, date)", "This account already has an evaluation of this day."
    )
