from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountTactic(models.Model):
    """A way to carry out a strategy, which turns into activities of the account."""

    _name = "key.account.tactic"
    _description = "Account Tactic"
    _order = "strategy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    strategy_id = fields.Many2one(
        "key.account.strategy", required=True, index=True, ondelete="cascade"
    )
    plan_id = fields.Many2one(
        "mail.activity.plan",
        "Activity Plan",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('res_model', '=', 'key.account')]",
        context={"default_res_model": "key.account", "default_company_id": False},
        help="What is to be done, by which roles of the account team.",
    )
    template_ids = fields.One2many(related="plan_id.template_ids", string="Activities")
    steps_count = fields.Integer(related="plan_id.steps_count")
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _plan_uniq = models.UniqueIndex(
        "(plan_id)",
        "The activity plan already belongs to a tactic. Copy the plan, so that it can "
        "be told which tactic was started.",
    )

    def action_start(self):
        """Ask when to start the tactic for the account named in the context.

        :return: action of Odoo's schedule dialog, with the plan of the tactic chosen
        """
        self.ensure_one()
        account_id = self.env.context.get("key_account_id")
        account = self.env["key.account"].browse(account_id).exists()
        if not account:
            raise UserError(
                self.env._(
                    "Open the account that needs “%(tactic)s” and start it there.",
                    tactic=self.name,
                )
            )
        return self.plan_id._get_schedule_action(account)


class KeyAccountStrategy(models.Model):
    _inherit = "key.account.strategy"

    tactic_ids = fields.One2many("key.account.tactic", "strategy_id", "Tactics")
