from odoo import models
from odoo.tools import format_amount, format_date, formatLang

from ..tools import project_patterns
from ..tools.project_patterns import FEW, STEPS


class CrmLead(models.Model):
    """What the patterns say, in the user's language."""

    _inherit = "crm.lead"

    def _describe_patterns(self, ranking, basis, own, found):
        is_anecdotal = found.cases < FEW
        expected = self._get_expectations(found)
        return {
            "cases": found.cases,
            "cut": ranking.cut,
            "is_own": basis == own,
            "is_anecdotal": is_anecdotal,
            "projects": [
                self._describe_project(ranked) for ranked in ranking.ranked[:12]
            ],
            "win_rate": self._describe_win_rate(found.win_rate),
            "figures": [] if is_anecdotal else self._describe_figures(found, expected),
            "criteria": [] if is_anecdotal else self._describe_criteria(found),
            "deciders": [] if is_anecdotal else self._describe_deciders(found, own),
            "rivals": [] if is_anecdotal else self._describe_rivals(found),
            "reasons": [
                {"name": reason.name, "count": count}
                for reason, count in found.reasons.items()
                if not is_anecdotal
            ],
            "timeline": self._describe_timeline(ranking, expected),
            "warnings": []
            if is_anecdotal
            else self._get_pattern_warnings(found, expected, own),
        }

    def _get_expectations(self, found):
        """Expected amount and date of the award, or None where nothing tells."""
        ratio = found.award_ratio.value
        base = self.budget_amount
        return {
            "amount": base * ratio / 100 if ratio is not None and base else None,
            "award": project_patterns.expected_award_date(
                self._get_plain_dates(self), found.spans
            ),
        }

    # ------------------------------------------------------------------- parts

    def _describe_project(self, ranked):
        project = ranked.candidate
        labels = dict(
            self.env["customer.project.weight"]
            ._fields["feature"]
            ._description_selection(self.env)
        )
        outcomes = dict(project._fields["outcome"]._description_selection(self.env))
        return {
            "id": project.id,
            "name": project.name,
            "account": project.account_id.sudo().name,
            "points": round(ranked.points),
            "reasons": [
                labels[reason.goal] for reason in ranked.reasons if reason.value >= 0.5
            ],
            "outcome": project.outcome,
            "outcome_label": outcomes[project.outcome],
            "winner": project.winner_name or "",
            "amount": format_amount(self.env, project.size, project.currency_id)
            if project.size
            else "",
            "date": format_date(self.env, project.date_award)
            if project.date_award
            else "",
        }

    def _describe_win_rate(self, rate):
        _ = self.env._
        if rate.percent is None:
            text = _(
                "We bid for %(cases)s of them and won %(won)s: too few for a rate.",
                cases=rate.cases,
                won=rate.won,
            )
        else:
            text = _(
                "We won %(won)s of %(cases)s: %(rate)s %%, and with 95 %% certainty "
                "between %(low)s and %(high)s %%.",
                won=rate.won,
                cases=rate.cases,
                rate=round(rate.percent),
                low=round(rate.low),
                high=round(rate.high),
            )
        return {
            "text": text,
            "percent": False if rate.percent is None else rate.percent,
            "low": rate.low or 0.0,
            "high": rate.high or 0.0,
            "won": rate.won,
            "cases": rate.cases,
        }

    def _get_step_labels(self):
        return {
            step: self._fields[f"date_{step}"]._description_string(self.env)
            for step in STEPS
        }

    def _describe_figures(self, found, expected):
        """What to expect, each with the number of cases behind it."""
        _ = self.env._
        lines = []
        if found.award_ratio.value is not None:
            text = _("%(ratio)s %% of the budget", ratio=round(found.award_ratio.value))
            if expected["amount"]:
                amount = format_amount(
                    self.env, expected["amount"], self.company_currency
                )
                text = f"{text}: {amount}"
            lines.append((_("Awarded"), text, found.award_ratio.cases))
        steps = self._get_step_labels()
        for first, second in zip(STEPS, STEPS[1:], strict=False):
            figure = found.spans[first, second]
            if figure.value is not None:
                months = figure.value / project_patterns.DAYS_PER_MONTH
                lines.append(
                    (
                        f"{steps[first]} → {steps[second]}",
                        _(
                            "%(months)s months",
                            months=formatLang(self.env, months, digits=1),
                        ),
                        figure.cases,
                    )
                )
        if expected["award"]:
            day, step, days = expected["award"]
            figure = found.spans[step, "award"]
            lines.append(
                (
                    _("Award expected"),
                    _(
                        "%(date)s, %(days)s days after: %(step)s",
                        date=format_date(self.env, day),
                        days=round(days),
                        step=steps[step],
                    ),
                    figure.cases,
                )
            )
        return [
            {"label": label, "text": text, "cases": cases}
            for label, text, cases in lines
        ]

    def _describe_criteria(self, found):
        """Usual weights beside those of this opportunity."""
        own = {line.criterion_id: line.weight for line in self.criterion_ids}
        return [
            {
                "name": criterion.name,
                "weight": figure.value,
                "cases": figure.cases,
                "now": own.get(criterion, False),
            }
            for criterion, figure in found.criteria.items()
            if figure.value is not None
        ]

    def _describe_deciders(self, found, own):
        """Who usually decides, with their attitude then and now."""
        names = {
            (person.partner_id.id or person.name): person.name
            for person in own.person_ids
        }
        now = {
            person.partner_id.id: person.level or False
            for person in self._get_readable_chain().stakeholder_ids
            if person.partner_id
        }
        return [
            {
                "name": names[key],
                "times": times,
                "then": str(attitude) if attitude is not None else False,
                "now": now.get(key, False),
                "is_on_map": key in now,
            }
            for key, (times, attitude) in list(found.deciders.items())[:8]
        ]

    def _describe_rivals(self, found):
        here = {line.name for line in self.competitor_ids}
        return [
            {
                "name": rival.key,
                "met": rival.met,
                "won": rival.won,
                "price": False if rival.price.value is None else rival.price.value,
                "cases": rival.price.cases,
                "is_here": rival.key in here,
            }
            for rival in found.rivals[:8]
        ]

    def _describe_timeline(self, ranking, expected):
        """Earlier projects and this one, laid over each other from their first day."""
        rows = []
        current = self._get_plain_dates(self)
        if expected["award"] and "award" not in current:
            current = {**current, "award": expected["award"][0]}
        labels = self._get_step_labels()
        own = [(self.name, current, "current")]
        others = [
            (
                ranked.candidate.name,
                self._get_plain_dates(ranked.candidate),
                ranked.candidate.outcome,
            )
            for ranked in ranking.ranked[:8]
        ]
        for name, dates, kind in own + others:
            places = project_patterns.offsets(dates)
            if not places or (len(places) < 2 and kind != "current"):
                continue
            rows.append(
                {
                    "name": name,
                    "kind": kind,
                    "is_expected": kind == "current" and not self.date_award,
                    "points": [
                        {
                            "step": step,
                            "label": labels[step],
                            "months": months,
                            "date": format_date(self.env, dates[step]),
                        }
                        for step, months in places.items()
                    ],
                }
            )
        longest = max(
            (point["months"] for row in rows for point in row["points"]), default=0
        )
        return {"rows": rows, "months": longest}
