from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools import plan_health

MEASURES = [
    ("revenue", "Revenue of the Period"),
    ("solution_revenue", "Revenue with a Solution"),
    ("won_count", "Opportunities Won"),
    ("won_amount", "Amount Won"),
    ("pipeline", "Open Pipeline"),
    ("closeness", "Closeness of the Account (%)"),
    ("coverage", "People Assessed (%)"),
    ("supporters", "Number of Supporters"),
    ("opponents", "Number of Opponents"),
    ("manual", "Entered by Hand"),
]


class KeyAccountPlanObjective(models.Model):
    """Something to reach, with a measure that fills itself from the data.

    Another addon adds a measure with ``selection_add`` on :attr:`measure` and a method
    ``_measure_<measure>()`` that returns ``{objective: value}``.
    """

    _name = "key.account.plan.objective"
    _description = "Plan Objective"
    _inherit = "key.account.plan.line.mixin"
    _order = "plan_id, sequence, id"
    _open_fields = frozenset({"manual_value", "final_value", "note"})

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
        return {
            objective: sum(
                line.price_subtotal / (line.order_id.currency_rate or 1)
                for line in objective._get_solution_lines()
            )
            for objective in self
        }

    def _get_solution_lines(self):
        """Confirmed order lines of the solution in the period."""
        self.ensure_one()
        solution, plan = self.solution_id, self.plan_id
        products = Domain(
            "product_id.product_tmpl_id", "in", solution.product_ids.ids
        ) | Domain("product_id.categ_id", "child_of", solution.categ_ids.ids)
        return self.env["sale.order.line"].search(
            products
            & Domain("order_id.state", "=", "sale")
            & Domain("company_id", "=", plan.company_id.id)
            & Domain("order_partner_id.commercial_partner_id", "=", plan.account_id.id)
            & Domain("order_id.date_order", ">=", plan.date_start)
            & Domain("order_id.date_order", "<", plan.date_end + timedelta(days=1))
        )

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
            for objective in objectives:
                found[objective] = totals[objective.plan_id.account_id]
        return found

    def _measure_pipeline(self):
        totals = self._sum_leads(Domain("won_status", "=", "pending"))
        return {o: totals[o.plan_id.account_id][1] for o in self}

    def _sum_leads(self, domain):
        """Number and expected revenue of opportunities of the accounts.

        :return: ``{account: (number, amount)}``
        """
        rows = self.env["crm.lead"]._read_group(
            domain
            & Domain("type", "=", "opportunity")
            & Domain(
                "partner_id.commercial_partner_id", "in", self.plan_id.account_id.ids
            ),
            ["partner_id"],
            ["__count", "expected_revenue:sum"],
        )
        totals = defaultdict(lambda: (0, 0.0))
        for partner, count, amount in rows:
            before = totals[partner.commercial_partner_id]
            totals[partner.commercial_partner_id] = (
                before[0] + count,
                before[1] + amount,
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
            # Sums of the period start at nothing; states start where they are.
            is_state = objective.measure not in (
                "revenue",
                "solution_revenue",
                "won_count",
                "won_amount",
            )
            objective.start_value = values[objective] if is_state else 0.0
        return objectives

    def _freeze(self):
        for objective, value in self._get_current_values().items():
            objective.final_value = value

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
