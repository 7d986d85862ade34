from odoo import models
from odoo.tools import format_amount, format_date

from ..tools.project_patterns import FEW

# A criterion decides when it weighs this much, in percent.
DECIDES_FROM = 30
# More days between what is planned and what is usual than this are worth a word.
DAYS_OFF = 30
# More percent between what we expect and what they usually award than this, too.
PERCENT_OFF = 15


class CrmLead(models.Model):
    """Where an opportunity departs from how its customer's projects usually go."""

    _inherit = "crm.lead"

    def _get_pattern_warnings(self, found, expected, own):
        """What should be done about the differences.

        :return: list of ``{"code", "text", "action", "is_planned"}``; the code stays
            the same as long as the cause does
        """
        warnings = [
            *self._warn_of_criteria(found),
            *self._warn_of_date(found, expected),
            *self._warn_of_amount(found, expected),
            *self._warn_of_deciders(found, own),
            *self._warn_of_rivals(found),
            *self._warn_of_probability(found),
        ]
        planned = set(self.activity_ids.mapped("summary")) if warnings else set()
        return [
            {**warning, "is_planned": warning["action"] in planned}
            for warning in warnings
        ]

    def _warn_of_criteria(self, found):
        """What usually decides, and the people who decide are against us in it."""
        for criterion, figure in found.criteria.items():
            weight = figure.value or 0
            attitude = self._get_mean_attitude(criterion.acceptance)
            if weight < DECIDES_FROM or attitude is None or attitude >= 0:
                continue
            labels = dict(
                criterion._fields["acceptance"]._description_selection(self.env)
            )
            yield {
                "code": f"criterion-{criterion.id}",
                "text": self.env._(
                    "“%(criterion)s” decides %(weight)s %% here (%(cases)s cases), and "
                    "our %(attitude)s is %(value)s.",
                    criterion=criterion.name,
                    weight=round(weight),
                    cases=figure.cases,
                    attitude=labels[criterion.acceptance],
                    value=f"{attitude:+.1f}".replace("-", "−"),
                ),
                "action": self.env._(
                    "Raise our standing: %(criterion)s", criterion=criterion.name
                ),
            }

    def _get_mean_attitude(self, name):
        """Weighted mean of an attitude over the decision chain; None: not known."""
        people = self._get_readable_chain().stakeholder_ids if name else ()
        known = [
            (person.weight, int(person[name])) for person in people if person[name]
        ]
        total = sum(weight for weight, __ in known)
        if total <= 0:
            return None
        return sum(weight * value for weight, value in known) / total

    def _warn_of_date(self, found, expected):
        planned = self.date_deadline
        if not expected["award"] or not planned:
            return
        day, step, days = expected["award"]
        if abs((planned - day).days) <= DAYS_OFF:
            return
        own = (planned - self._get_plain_dates(self)[step]).days
        yield {
            "code": "date",
            "text": self.env._(
                "They award %(usual)s days after: %(step)s; our closing date says "
                "%(own)s. Usual would be %(date)s.",
                usual=round(days),
                step=self._get_step_labels()[step],
                own=own,
                date=format_date(self.env, day),
            ),
            "action": self.env._("Ask when the award is planned"),
        }

    def _warn_of_amount(self, found, expected):
        usual, own = expected["amount"], self.expected_revenue
        if not usual or not own or abs(own - usual) <= usual * PERCENT_OFF / 100:
            return
        yield {
            "code": "amount",
            "text": self.env._(
                "They award %(ratio)s %% of the budget, here %(usual)s; we expect "
                "%(own)s.",
                ratio=round(found.award_ratio.value),
                usual=format_amount(self.env, usual, self.company_currency),
                own=format_amount(self.env, own, self.company_currency),
            ),
            "action": self.env._("Check our price against the budget"),
        }

    def _warn_of_deciders(self, found, own):
        """Who decided at least twice, but is not on the map."""
        for person in self._describe_deciders(found, own):
            if person["times"] < 2 or person["is_on_map"]:
                continue
            yield {
                "code": f"decider-{person['name']}",
                "text": self.env._(
                    "%(person)s decided %(times)s of %(cases)s such projects and is "
                    "not on the map.",
                    person=person["name"],
                    times=person["times"],
                    cases=found.cases,
                ),
                "action": self.env._(
                    "Find out whether %(person)s decides this time",
                    person=person["name"],
                ),
            }

    def _warn_of_rivals(self, found):
        """Who won there before, but is not named among the competitors."""
        for rival in self._describe_rivals(found):
            if not rival["won"] or rival["is_here"]:
                continue
            yield {
                "code": f"rival-{rival['name']}",
                "text": self.env._(
                    "%(rival)s won %(won)s of the %(met)s such projects they bid for "
                    "and is not among the competitors.",
                    rival=rival["name"],
                    won=rival["won"],
                    met=rival["met"],
                ),
                "action": self.env._(
                    "Find out whether %(rival)s bids", rival=rival["name"]
                ),
            }

    def _warn_of_probability(self, found):
        rate = found.win_rate
        if rate.cases < FEW or self.probability <= rate.high:
            return
        yield {
            "code": "probability",
            "text": self.env._(
                "We won %(won)s of %(cases)s here, at best %(high)s %%; the "
                "opportunity says %(own)s %%.",
                won=rate.won,
                cases=rate.cases,
                high=round(rate.high),
                own=round(self.probability),
            ),
            "action": self.env._("Say what is different this time, or correct it"),
        }
