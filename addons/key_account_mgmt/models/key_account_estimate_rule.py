from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .key_account_scoring_answer import read_path


class KeyAccountEstimateRule(models.Model):
    """Rule of thumb that estimates one solution for every account with a driver."""

    _name = "key.account.estimate.rule"
    _description = "Potential Estimation Rule"
    _order = "company_id, sequence, id"

    name = fields.Char("Driver", required=True, translate=True, help="What is counted.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    solution_id = fields.Many2one(
        "key.account.solution",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('company_id', 'in', [company_id, False])]",
    )
    path = fields.Char(
        "Number In",
        required=True,
        help="Field with the number, from the key account on: for example a number of "
        "employees on the customer, account_id.…",
    )
    industry_ids = fields.Many2many(
        "res.partner.industry", string="Industries", help="Empty: all."
    )
    unit_value = fields.Monetary("Value of One per Year", required=True)
    share = fields.Float(
        "Our Share (%)",
        default=100,
        required=True,
        digits=(5, 2),
        help="What part of the need we could win, in percent.",
    )
    estimate_ids = fields.One2many("key.account.estimate", "rule_id", "Estimates")
    source_model = fields.Char(
        compute="_compute_source_model", export_string_translation=False
    )

    _parts_check = models.Constraint(
        "CHECK(unit_value >= 0 AND share >= 0 AND share <= 100)",
        "The value of one cannot be negative, and our share lies between 0 and 100 %.",
    )

    def _compute_source_model(self):
        self.source_model = "key.account"

    @api.constrains("path")
    def _check_path(self):
        for rule in self:
            criterion = self.env["key.account.scoring.criterion"].new({"kind": "field"})
            field = criterion._find_field(rule.path)
            if not field or field.type not in ("integer", "float", "monetary"):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: “%(path)s” is not a number of the account.",
                        rule=rule.name,
                        path=rule.path,
                    )
                )

    @api.model
    def _update_estimates(self, accounts):
        """Bring the estimates of accounts up to date with the rules.

        Estimates that somebody made or changed stay as they are.

        :param accounts: ``key.account`` of one company
        """
        rules = self.search([("company_id", "in", accounts.company_id.ids)])
        if not rules:
            return
        estimates = self.env["key.account.estimate"].search_fetch(
            [("key_account_id", "in", accounts.ids)],
            ["key_account_id", "solution_id", "rule_id", "driver_value"],
        )
        known = {(line.key_account_id, line.solution_id): line for line in estimates}
        new = []
        for rule in rules:
            for account, number in rule._read_driver(accounts).items():
                line = known.setdefault((account, rule.solution_id), None)
                if line:
                    rule._update(line, number)
                elif number > 0 and line is None:
                    known[account, rule.solution_id] = estimates.browse()
                    new.append(rule._prepare_estimate(account, number))
        estimates.create(new)

    def _read_driver(self, accounts):
        industries = self.industry_ids
        if industries:
            accounts = accounts.filtered(lambda a: a.industry_id in industries)
        return {
            account: float(number or 0)
            for account, number in read_path(accounts, self.path).items()
        }

    def _update(self, line, number):
        if line.rule_id != self:
            return
        values = self._prepare_estimate(line.key_account_id, number)
        if any(line[name] != values[name] for name in ("driver_value", "share")) or (
            line.currency_id.compare_amounts(line.unit_value, self.unit_value)
        ):
            line.write(values)

    def _prepare_estimate(self, account, number):
        return {
            "key_account_id": account.id,
            "solution_id": self.solution_id.id,
            "rule_id": self.id,
            "driver": self.name,
            "driver_value": number,
            "unit_value": self.unit_value,
            "share": self.share,
        }
