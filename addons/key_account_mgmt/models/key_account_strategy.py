from odoo import fields, models


class KeyAccountStrategy(models.Model):
    """How an account is managed: one of five strategies, with its tactics."""

    _name = "key.account.strategy"
    _description = "Account Strategy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("deepen", "Deepen"),
            ("break_through", "Break Through"),
            ("maintain", "Maintain"),
            ("economise", "Economise"),
            ("withdraw", "Withdraw"),
        ],
        "Meaning",
        required=True,
        help="What rules and reports rely on, whatever the strategy is called.",
    )
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
