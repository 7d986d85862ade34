from datetime import datetime, time
from statistics import median

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import date_utils, format_amount, formatLang

from odoo.addons.key_account_mgmt.models.crm_opportunity_tier import TIER_CODES
from odoo.addons.key_account_mgmt.tools.project_patterns import win_rate

GROUPS = (
    "presales_dispatch.group_lead",
    "presales_dispatch.group_controller",
    "key_account_mgmt.group_manager",
)


class PresalesDashboard(models.AbstractModel):
    """The presales desk in a quarter: use, response, hours, results, fairness."""

    _name = "presales.dashboard"
    _description = "Presales Dashboard"

    @api.model
    @api.readonly
    def get_data(self, date=False):
        """All that the page shows of the quarter of a day.

        :param date: a day of the quarter, ``YYYY-MM-DD``; today when left out
        :return: dict with ``date_from``, ``date_to``, ``figures``, ``responses``,
            ``tiers``, ``results`` and ``fairness``
        :raise AccessError: for others than presales leads, controllers, sales managers
        """
        self._check_allowed()
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        start, end = date_utils.get_quarter(day)
        # Sums over the companies chosen; single prices do not leave this method.
        desk = self.sudo()
        results = desk._get_results(start, end)
        return {
            "date_from": fields.Date.to_string(start),
            "date_to": fields.Date.to_string(end),
            "figures": desk._get_figures(start, end, results),
            "responses": desk._get_responses(start, end),
            "tiers": desk._get_tier_hours(start, end),
            "results": results,
            "fairness": desk.env["presales.fairness"]._get_fairness(start, end),
        }

    @api.model
    def _check_allowed(self):
        if not any(self.env.user.has_group(group) for group in GROUPS):
            raise AccessError(
                self.env._(
                    "The presales desk is for presales leads, controllers and sales "
                    "managers."
                )
            )

    def _get_company_domain(self):
        return [("company_id", "in", [False, *self.env.companies.ids])]

    def _get_effort_domain(self, start, end):
        return [
            *self._get_company_domain(),
            ("date", ">=", start),
            ("date", "<=", end),
        ]

    # ----------------------------------------------------------------- figures

    def _get_figures(self, start, end, results):
        """The figures at the top: label, value in words, what is behind it."""
        _ = self.env._
        hours, capacity, experts = self._get_utilisation(start, end)
        logged, supported = self._get_logged(start, end)
        overdue = self.env["crm.contribution"].search_count(
            [
                *self._get_company_domain(),
                ("state", "=", "open"),
                ("date_due", "<", fields.Date.context_today(self)),
            ]
        )
        use = 100 * hours / capacity if capacity else None
        return [
            {
                "key": "utilisation",
                "label": _("Utilisation"),
                "value": self._percent(use),
                "text": _(
                    "%(hours)s h logged of %(capacity)s working hours of %(experts)s "
                    "members of centres so far",
                    hours=self._number(hours),
                    capacity=self._number(capacity),
                    experts=experts,
                ),
            },
            {
                "key": "hours",
                "label": _("Hours"),
                "value": self._number(logged),
                "text": _("on %(count)s opportunities", count=supported),
            },
            {
                "key": "cost_ratio",
                "label": _("Cost of Won Revenue"),
                "value": self._percent(results["cost_ratio"], 1),
                "text": _(
                    "%(cost)s spent on what was won or lost in the quarter",
                    cost=format_amount(
                        self.env, results["cost"], self.env.company.currency_id
                    ),
                ),
            },
            {
                "key": "overdue",
                "label": _("Overdue Scores"),
                "value": str(overdue),
                "text": _("contributions wait for their owner longer than agreed"),
            },
        ]

    def _number(self, value, digits=0):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, value, digits=0):
        return "–" if value is None else f"{self._number(value, digits)} %"

    def _get_utilisation(self, start, end):
        """``(hours logged, working hours, experts)`` up to today."""
        members = (
            self.env["presales.center.member"]
            .search(
                [
                    ("center_id.company_id", "in", self.env.companies.ids),
                    ("date_start", "<=", end),
                    "|",
                    ("date_end", "=", False),
                    ("date_end", ">=", start),
                ]
            )
            .employee_id
        )
        until = min(end, fields.Date.context_today(self))
        per_day = self.env["presales.availability"]._get_capacity(members, start, until)
        capacity = sum(sum(days.values()) for days in per_day.values())
        ((hours,),) = self.env["presales.effort"]._read_group(
            [
                *self._get_effort_domain(start, until),
                ("employee_id", "in", members.ids),
            ],
            [],
            ["hours:sum"],
        )
        return hours or 0.0, capacity, len(members)

    def _get_logged(self, start, end):
        """``(hours, opportunities)``, whoever logged."""
        ((hours, leads),) = self.env["presales.effort"]._read_group(
            self._get_effort_domain(start, end),
            [],
            ["hours:sum", "lead_id:count_distinct"],
        )
        return hours or 0.0, leads

    # ------------------------------------------------------------------- parts

    def _get_responses(self, start, end):
        """Per tier: requests, hours until the response and the target, in time."""
        requests = self.env["presales.request"].search_fetch(
            [
                ("company_id", "in", self.env.companies.ids),
                ("date_submitted", ">=", datetime.combine(start, time.min)),
                ("date_submitted", "<=", datetime.combine(end, time.max)),
            ],
            ["tier_code", "date_responded", "response_hours", "response_target"],
        )
        rows = []
        for code, __ in TIER_CODES:
            asked = requests.filtered(lambda one, code=code: one.tier_code == code)
            if not asked:
                continue
            answered = asked.filtered("date_responded")
            in_time = answered.filtered(lambda one: not one.is_late)
            rows.append(
                {
                    "tier": code,
                    "asked": len(asked),
                    "answered": len(answered),
                    "hours": median(answered.mapped("response_hours"))
                    if answered
                    else False,
                    "target": median(asked.mapped("response_target")),
                    "in_time": 100 * len(in_time) / len(answered)
                    if answered
                    else False,
                }
            )
        return rows

    def _get_tier_hours(self, start, end):
        rows = self.env["presales.effort"]._read_group(
            self._get_effort_domain(start, end),
            ["tier_code"],
            ["hours:sum", "lead_id:count_distinct"],
        )
        by_tier = {code: (hours, leads) for code, hours, leads in rows}
        return [
            {"tier": code, "hours": by_tier[code][0], "leads": by_tier[code][1]}
            for code, __ in TIER_CODES
            if code in by_tier
        ]

    def _get_results(self, start, end):
        """What was won of what closed in the quarter, with presales and without."""
        closed = self.env["presales.cost.report"].search_fetch(
            [
                *self._get_company_domain(),
                ("won_status", "!=", "pending"),
                ("date_closed", ">=", start),
                ("date_closed", "<=", end),
            ],
            ["won_status", "is_supported", "cost", "won_revenue"],
        )
        cost = sum(closed.mapped("cost"))
        won_revenue = sum(closed.mapped("won_revenue"))
        return {
            "supported": self._get_win_rate(closed.filtered("is_supported")),
            "unsupported": self._get_win_rate(
                closed.filtered(lambda row: not row.is_supported)
            ),
            "cost": cost,
            "cost_ratio": 100 * cost / won_revenue if won_revenue else None,
        }

    def _get_win_rate(self, closed):
        won = len(closed.filtered(lambda row: row.won_status == "won"))
        return win_rate(won, len(closed))._asdict()

    @api.model
    def _get_quarters(self, end, count=4):
        """The last quarters up to a day, the oldest first: ``[(first, last day)]``."""
        days = [end - relativedelta(months=3 * back) for back in range(count)]
        return [date_utils.get_quarter(day) for day in reversed(days)]
