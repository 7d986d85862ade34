from datetime import datetime, time

from odoo import api, models

from ..tools import fairness


class PresalesFairness(models.AbstractModel):
    """Whether presales hours follow the worth of opportunities, or persons."""

    _name = "presales.fairness"
    _description = "Fairness of Presales Hours"

    @api.model
    def _get_fairness(self, start, end):
        """What the page shows of a quarter; to be called as superuser.

        :return: dict with ``cases``, the correlations ``worth`` and ``seller`` (None:
            too few), ``verdict``, ``lorenz``, ``quarters``, ``over`` and ``under``
        """
        cases, leads = self._get_cases(start, end)
        by_worth = fairness.follows_worth(cases)
        by_seller = fairness.follows_seller(cases)
        over, under = fairness.mismatches(cases)
        by_key = {case.key: case for case in cases}
        return {
            "cases": len(cases),
            "worth": by_worth,
            "seller": by_seller,
            "verdict": self._say(by_worth, by_seller),
            "lorenz": {
                "hours": fairness.lorenz([case.hours for case in cases]),
                "worth": fairness.lorenz([case.worth for case in cases]),
            },
            "quarters": self._get_quarters(end),
            "over": [self._describe(m, by_key, leads) for m in over],
            "under": [self._describe(m, by_key, leads) for m in under],
        }

    def _get_cases(self, start, end):
        """The opportunities that could have had support in the quarter."""
        companies = self.env.companies.ids
        rows = self.env["presales.effort"]._read_group(
            [
                ("company_id", "in", companies),
                ("date", ">=", start),
                ("date", "<=", end),
            ],
            ["lead_id"],
            ["hours:sum"],
        )
        hours = {lead.id: total for lead, total in rows}
        could = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            .search(
                [
                    ("type", "=", "opportunity"),
                    ("company_id", "in", [False, *companies]),
                    "|",
                    ("id", "in", list(hours)),
                    "&",
                    "&",
                    ("user_id", "!=", False),
                    ("create_date", "<=", datetime.combine(end, time.max)),
                    "|",
                    ("won_status", "=", "pending"),
                    ("date_closed", ">=", datetime.combine(start, time.min)),
                ]
            )
        )
        worths = could._get_presales_worths()
        cases = [
            fairness.Supported(
                lead.id, lead.user_id.id, worths[lead], hours.get(lead.id, 0.0)
            )
            for lead in could
        ]
        return cases, could

    def _get_quarters(self, end):
        """Gini's coefficient of hours and of worth, quarter by quarter."""
        quarters = []
        for first, last in self.env["presales.dashboard"]._get_quarters(end):
            cases, __ = self._get_cases(first, last)
            quarters.append(
                {
                    "label": f"{first.year} Q{(first.month + 2) // 3}",
                    "hours": fairness.gini([case.hours for case in cases]),
                    "worth": fairness.gini([case.worth for case in cases]),
                }
            )
        return quarters

    def _say(self, by_worth, by_seller):
        """The correlations in one sentence."""
        _ = self.env._
        if by_worth is None:
            return _("Too few opportunities to tell.")
        if by_seller is not None and by_seller > max(by_worth, 0.2):
            return _("Hours follow the salesperson more than the worth.")
        if by_worth >= 0.5:
            return _("Hours follow the worth of the opportunities.")
        if by_worth >= 0.2:
            return _("Hours follow the worth, but loosely.")
        return _("Hours do not follow the worth of the opportunities.")

    def _describe(self, mismatch, by_key, leads):
        lead = leads.browse(mismatch.key)
        case = by_key[mismatch.key]
        return {
            "id": lead.id,
            "name": lead.name,
            "seller": lead.user_id.name or "",
            "tier": lead.tier_code or "",
            "worth": case.worth,
            "hours": case.hours,
            "fair_hours": mismatch.fair_hours,
        }
