from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools import plan_health

MEASURES = [
    ("revenue", "Revenue of the Period"),
    ("solution_revenue", "Revenue with a Solution"),
    ("white_space_won", "White Space Won (Solutions)"),
    ("won_count", "Opportunities Won"),
    ("won_amount", "Amount Won"),
    ("pipeline", "Open Pipeline"),
    ("closeness", "Closeness of the Account (%)"),
    ("coverage", "People Assessed (%)"),
    ("supporters", "Number of Supporters"),
    ("opponents", "Number of Opponents"),
    ("manual", "Entered by Hand"),
]
# These sum up what happens in the period, so they start at nothing.
SUMS = {"revenue", "solution_revenue", "white_space_won", "won_count", "won_amount"}


class KeyAccountPlanObjective(models.Model):
    """Something to reach, with a measure that fills itself from the data.

    Another addon adds a measure with ``selection_add`` on :attr:`measure` and a method
    ``_measure_<measure>()`` that returns ``{objective: value}``.
    """

    _name = "key.account.plan.objective"
    _description = "Plan Objective"
    _inherit = "key.account.plan.line.mixin"
    _order = "plan_id, sequence, id"
    _open_fields = frozenset({"manual_value", "note"})
    _result_fields = frozenset({"final_value"})

    name = fields.Char("Objective", required=True)
    measure = fields.Selection(MEASURES, required=True, default="revenue")
    solution_id = fields.Many2one(
        "key.account.solution", index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", domain="[('share', '=', False)]"
    )
    start_value = NullableFloat(
        "At the Start", digits=(16, 2), aggregator=None, help="It stays as it was."
    )
    target_value = fields.Float(
        "Target", digits=(16, 2), required=True, aggregator=None
    )
    manual_value = fields.Float("Entered", digits=(16, 2), aggregator=None)
    final_value = NullableFloat(
        "At the End", digits=(16, 2), readonly=True, copy=False, aggregator=None
    )
    current_value = NullableFloat(
        "Now", compute="_compute_current_value", aggregator=None
    )
    progress = NullableFloat(
        "Progress (%)", compute="_compute_current_value", aggregator=None
    )
    note = fields.Char()

    @api.depends(
        "measure",
        "solution_id",
        "manual_value",
        "start_value",
        "target_value",
        "plan_id.date_start",
        "plan_id.date_end",
        "plan_id.state",
    )
    def _compute_current_value(self):
        values = self._get_current_values()
        for objective in self:
            value = values.get(objective, False)
            objective.current_value = value
            share = plan_health.progress(
                *(
                    None if number is False else number
                    for number in (objective.start_value, objective.target_value, value)
                )
            )
            objective.progress = False if share is None else 100 * share

    def _get_current_values(self):
        """What the objectives have reached: of today, or as frozen when closed.

        :return: ``{objective: value, False while unknown}``; money in the company's
            currency
        """
        closed = self.filtered(lambda objective: objective.plan_id.state == "closed")
        values = {objective: objective.final_value for objective in closed}
        for measure, objectives in (self - closed).grouped("measure").items():
            values.update(getattr(objectives, f"_measure_{measure}")())
        return values

    def _measure_manual(self):
        return {objective: objective.manual_value for objective in self}

    def _measure_revenue(self):
        values = {}
        for (start, end), objectives in self._by_period().items():
            accounts = objectives.plan_id.key_account_id
            amounts = accounts._get_contributions(start, end)
            values.update(
                (objective, amounts[objective.plan_id.key_account_id])
                for objective in objectives
            )
        return values

    def _by_period(self):
        return self.grouped(lambda o: (o.plan_id.date_start, o.plan_id.date_end))

    def _measure_solution_revenue(self):
        values = {}
        for (start, end), objectives in self._by_period().items():
            amounts = objectives.plan_id.key_account_id._get_solution_contributions(
                start, end
            )
            values.update(
                (o, amounts.get((o.plan_id.key_account_id, o.solution_id), 0.0))
                for o in objectives
            )
        return values

    def _measure_white_space_won(self):
        values = {}
        for (start, end), objectives in self._by_period().items():
            accounts = objectives.plan_id.key_account_id
            accounts._flush_orders()
            numbers = accounts._get_solutions_of_year(start, end)
            values.update(
                (o, numbers.get(o.plan_id.key_account_id.id, 0)) for o in objectives
            )
        return values

    def _measure_won_count(self):
        return {objective: found[0] for objective, found in self._get_won().items()}

    def _measure_won_amount(self):
        return {objective: found[1] for objective, found in self._get_won().items()}

    def _get_won(self):
        """Number and amount of opportunities won in the period."""
        found = {}
        for (start, end), objectives in self._by_period().items():
            totals = objectives._sum_leads(
                Domain("won_status", "=", "won")
                & Domain("date_closed", ">=", start)
                & Domain("date_closed", "<", end + timedelta(days=1))
            )
            found.update((o, totals[o.plan_id.key_account_id]) for o in objectives)
        return found

    def _measure_pipeline(self):
        totals = self._sum_leads(Domain("won_status", "=", "pending"))
        return {o: totals[o.plan_id.key_account_id][1] for o in self}

    def _sum_leads(self, domain):
        """Number and expected revenue of opportunities of the accounts.

        Each company counts its own opportunities and those without a company, as the
        white space does.

        :return: ``{key account: (number, amount in the currency of its company)}``
        """
        accounts = self.plan_id.key_account_id
        rows = self.env["crm.lead"]._read_group(
            domain
            & Domain("type", "=", "opportunity")
            & Domain("company_id", "in", [*accounts.company_id.ids, False])
            & Domain("partner_id.commercial_partner_id", "in", accounts.account_id.ids),
            ["partner_id", "company_id"],
            ["__count", "expected_revenue:sum"],
        )
        by_customer = defaultdict(list)
        for partner, company, count, amount in rows:
            by_customer[partner.commercial_partner_id].append((company, count, amount))
        totals = {}
        for account in accounts:
            own = [
                (count, amount)
                for company, count, amount in by_customer[account.account_id]
                if company in (account.company_id, self.env["res.company"])
            ]
            totals[account] = (
                sum(count for count, _amount in own),
                sum(amount for _count, amount in own),
            )
        return totals

    def _measure_closeness(self):
        return {o: o.plan_id.key_account_id.closeness for o in self}

    def _measure_coverage(self):
        return {o: o.plan_id.key_account_id.relationship_coverage for o in self}

    def _measure_supporters(self):
        return self._count_people(["1", "2"])

    def _measure_opponents(self):
        return self._count_people(["-1", "-2"])

    def _count_people(self, levels):
        rows = self.env["relationship.stakeholder"]._read_group(
            [
                ("account_id", "in", self.plan_id.account_id.ids),
                ("map_id.lead_id", "=", False),
                ("company_id", "in", self.plan_id.company_id.ids),
                ("level", "in", levels),
            ],
            ["account_id", "company_id"],
            ["__count"],
        )
        counts = {(account, company): count for account, company, count in rows}
        return {
            objective: counts.get(
                (objective.plan_id.account_id, objective.plan_id.company_id), 0
            )
            for objective in self
        }

    @api.constrains("measure", "solution_id")
    def _check_solution(self):
        for objective in self:
            if objective.measure == "solution_revenue" and not objective.solution_id:
                raise ValidationError(
                    self.env._(
                        "Objective “%(objective)s”: choose the solution whose revenue "
                        "is measured.",
                        objective=objective.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """What a measure counts from is kept when the objective is set."""
        objectives = super().create(vals_list)
        new = objectives.browse(
            objective.id
            for objective, vals in zip(objectives, vals_list, strict=True)
            if "start_value" not in vals
        )
        values = new._get_current_values()
        for objective in new:
            # States start where they are.
            is_sum = objective.measure in SUMS
            objective.start_value = 0.0 if is_sum else values[objective]
        return objectives

    def _freeze(self):
        # sudo: the plan is being closed by somebody who may write on it.
        for objective, value in self._get_current_values().items():
            objective.sudo().final_value = value

    def _describe(self):
        measures = dict(self._fields["measure"]._description_selection(self.env))
        return " · ".join(
            filter(
                None,
                [
                    measures[self.measure],
                    self.solution_id.name,
                    f"{self.target_value:,.0f}",
                    self.user_id.name,
                ],
            )
        )
