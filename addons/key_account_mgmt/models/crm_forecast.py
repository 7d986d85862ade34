from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import date_utils

from ..tools import forecast
from .crm_lead_forecast import FORECAST_CATEGORIES

# What the accuracy may be split by.
DIMENSIONS = ("user_id", "team_id", "tier_code")
WEEKS = 13


class CrmForecast(models.AbstractModel):
    """The forecast of a quarter from what the user may see, said in plain values."""

    _name = "crm.forecast"
    _description = "Sales Forecast"

    @api.model
    @api.readonly
    def get_data(self, team_id=False, by="user_id", date=None):
        """Everything the forecast screen shows.

        :param team_id: only this sales team, or all
        :param by: ``user_id``, ``team_id`` or ``tier_code``: the rows of the accuracy
        :param date: a day of the quarter, as text; today when left out
        :return: dict with ``categories``, ``weeks``, ``waterfall`` and ``accuracy``;
            amounts in the company's currency
        :raise ValidationError: when ``by`` or the date is none of these
        """
        if by not in DIMENSIONS:
            raise ValidationError(
                self.env._(
                    "The forecast is split by %(names)s, not by “%(name)s”.",
                    names=", ".join(DIMENSIONS),
                    name=by,
                )
            )
        today = self._parse_date(date)
        period = (
            date_utils.start_of(today, "quarter"),
            date_utils.end_of(today, "quarter"),
        )
        domain = Domain("team_id", "=", team_id) if team_id else Domain.TRUE
        snapshots = self._get_snapshots(domain, period, today)
        return {
            "date": fields.Date.to_string(today),
            "date_from": fields.Date.to_string(period[0]),
            "date_to": fields.Date.to_string(period[1]),
            "currency_id": self.env.company.currency_id.id,
            "teams": self._get_teams(),
            "categories": self._get_categories(domain, period),
            "weeks": self._get_weeks(snapshots, domain, period),
            "waterfall": self._get_waterfall(snapshots),
            "accuracy": self._get_accuracy(snapshots, domain, period, by),
        }

    def _parse_date(self, date):
        if not date:
            return fields.Date.context_today(self)
        try:
            return fields.Date.to_date(date)
        except (ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("“%(date)s” is no date. Write it as 2026-12-31.", date=date)
            ) from error

    def _get_teams(self):
        teams = self.env["crm.team"].search([])
        return [[team.id, team.display_name] for team in teams]

    # ------------------------------------------------------------- the quarter

    def _get_won(self, domain, period):
        """Opportunities won in a period."""
        return self.env["crm.lead"].search_fetch(
            domain
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "won")
            & Domain("date_closed", ">=", period[0])
            & Domain("date_closed", "<", period[1] + timedelta(days=1)),
            ["expected_revenue", "date_closed", "user_id", "team_id", "tier_code"],
        )

    def _get_categories(self, domain, period):
        """Open amounts that are to close in the period, per category, and what is won.

        Beside the seller's stands the manager's, for those who may see it.
        """
        leads = self.env["crm.lead"].search(
            domain
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & (
                Domain("date_deadline", "=", False)
                | Domain("date_deadline", "<=", period[1])
            )
        )
        is_manager = self.env.user.has_group("key_account_mgmt.group_manager")
        totals = defaultdict(lambda: [0, 0.0, 0.0])
        for lead in leads:
            own, amount = lead.forecast_category, lead.expected_revenue
            totals[own][0] += 1
            totals[own][1] += amount
            if is_manager:
                category = lead.forecast_manager_category or own
                totals[category][2] += lead.forecast_manager_amount or amount
        won = self._get_won(domain, period)
        labels = dict(
            self.env["crm.lead"]
            ._fields["forecast_category"]
            ._description_selection(self.env)
        )
        return [
            {
                "category": "won",
                "label": self.env._("Won"),
                "count": len(won),
                "amount": sum(won.mapped("expected_revenue")),
                "manager_amount": False,
            }
        ] + [
            {
                "category": category,
                "label": labels[category],
                "count": totals[category][0],
                "amount": totals[category][1],
                "manager_amount": totals[category][2] if is_manager else False,
            }
            for category, __ in FORECAST_CATEGORIES
        ]

    # --------------------------------------------------------------- snapshots

    def _get_snapshots(self, domain, period, today):
        """Snapshots of the quarter and of the one before, by date."""
        first = period[0] - timedelta(days=7 * WEEKS)
        rows = self.env["crm.forecast.snapshot"].search_fetch(
            domain & Domain("date", ">=", first) & Domain("date", "<=", today),
            [
                "date",
                "lead_id",
                "amount",
                "status",
                "category",
                "probability",
                "predicted_probability",
                "date_deadline",
                "user_id",
                "team_id",
                "tier_code",
            ],
            order="date, id",
        )
        return rows.grouped("date")

    @api.model
    def _is_due(self, row, period):
        return row.status == "open" and (
            not row.date_deadline or row.date_deadline <= period[1]
        )

    def _get_weeks(self, snapshots, domain, period):
        """Week by week: what was forecast for the quarter, and what was won by then."""
        won = self._get_won(domain, period)
        weeks = []
        for date, rows in snapshots.items():
            if date < period[0]:
                continue
            due = [row for row in rows if self._is_due(row, period)]
            weeks.append(
                {
                    "date": fields.Date.to_string(date),
                    "commit": sum(r.amount for r in due if r.category == "commit"),
                    "weighted": sum(r.amount * r.probability / 100 for r in due),
                    "won": sum(
                        lead.expected_revenue
                        for lead in won
                        if lead.date_closed.date() < date
                    ),
                }
            )
        return weeks

    def _get_waterfall(self, snapshots):
        """What changed between the last two snapshots."""
        dates = list(snapshots)
        if len(dates) < 2:
            return False
        before, after = (
            {
                row.lead_id.id: forecast.Point(row.amount, row.status)
                for row in snapshots[date]
            }
            for date in dates[-2:]
        )
        result = forecast.waterfall(before, after)
        labels = {
            "new": self.env._("New"),
            "increased": self.env._("Increased"),
            "decreased": self.env._("Decreased"),
            "won": self.env._("Won"),
            "lost": self.env._("Lost"),
            "removed": self.env._("Removed"),
        }
        return {
            "date_from": fields.Date.to_string(dates[-2]),
            "date_to": fields.Date.to_string(dates[-1]),
            "start": result.start,
            "end": result.end,
            "steps": [
                {"name": name, "label": labels[name], "amount": amount}
                for name, amount in result.steps.items()
            ],
        }

    # ---------------------------------------------------------------- accuracy

    def _get_accuracy(self, snapshots, domain, period, by):
        """The first forecast of the period against what was won in it, row by row.

        Forecast is the probability-weighted amount, theirs and Odoo's prediction.
        """
        first = next((date for date in snapshots if date >= period[0]), None)
        if first is None:
            return {"date": False, "rows": [], "total": False}
        forecasts, predicted, actual = (defaultdict(float) for __ in range(3))
        for row in snapshots[first]:
            if self._is_due(row, period):
                forecasts[row[by]] += row.amount * row.probability / 100
                predicted[row[by]] += row.amount * row.predicted_probability / 100
        for lead in self._get_won(domain, period):
            if lead.date_closed.date() >= first:
                actual[lead[by]] += lead.expected_revenue
        rows = [
            self._describe_accuracy(
                self._get_label(key), forecasts[key], predicted[key], actual[key]
            )
            for key in forecasts.keys() | actual.keys()
        ]
        total = self._describe_accuracy(
            self.env._("Total"),
            sum(forecasts.values()),
            sum(predicted.values()),
            sum(actual.values()),
        )
        return {
            "date": fields.Date.to_string(first),
            "rows": sorted(rows, key=lambda row: (-row["actual"], row["label"])),
            "total": total,
        }

    def _get_label(self, key):
        if isinstance(key, models.BaseModel):
            # The name only, as a many2one shows it.
            return key.sudo().display_name or self.env._("None")
        return key or self.env._("None")

    def _describe_accuracy(self, label, amount, predicted, actual):
        own = forecast.accuracy(amount, actual)
        odoo = forecast.accuracy(predicted, actual)
        return {
            "label": label,
            "forecast": own.forecast,
            "actual": own.actual,
            "bias": own.bias if own.bias is not None else False,
            "accuracy": own.accuracy if own.accuracy is not None else False,
            "predicted": predicted,
            "predicted_accuracy": odoo.accuracy if predicted else False,
        }
