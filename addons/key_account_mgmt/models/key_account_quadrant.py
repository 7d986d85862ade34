from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .key_account_policy import ACCOUNT_CLASSES

# More would make one black cloud; the largest are shown, the rest is counted.
LIMIT = 2000
FILTERS = ("user_id", "team_id", "industry_id", "strategy_id")


class KeyAccount(models.Model):
    """All accounts in one picture: potential × contribution."""

    _inherit = "key.account"

    @api.model
    @api.readonly
    def get_quadrant_data(self, filters=None, date=None):
        """Where the accounts of the current company stand, and where they stood.

        :param filters: ``{name: id}``, names of ``FILTERS``, and ``account_class``
        :param date: an earlier day, as text: each point then tells where the account
            was by its last evaluation until that day
        :return: dict with ``points``, ``cut`` (accounts that are not shown),
            ``thresholds`` (potential, contribution), ``options`` of each filter,
            ``counts`` by class and ``currency_id``
        :raise ValidationError: when a filter or the date is none
        """
        domain = self._get_quadrant_domain(filters or {})
        shown = self.search(domain, order="potential DESC, id", limit=LIMIT)
        before = shown._get_places_on(self._parse_quadrant_date(date)) if date else {}
        company = self.env.company
        counts = dict(self._read_group(domain, ["account_class"], ["__count"]))
        return {
            "points": [account._get_quadrant_point(before) for account in shown],
            "cut": sum(counts.values()) - len(shown),
            "counts": {name: counts.get(name, 0) for name, __ in ACCOUNT_CLASSES},
            "thresholds": {
                "potential": company.key_account_potential_threshold,
                "contribution": company.key_account_contribution_threshold,
            },
            "months": company.key_account_contribution_months,
            "options": self._get_quadrant_options(),
            "currency_id": company.currency_id.id,
        }

    @api.model
    def _get_quadrant_domain(self, filters):
        unknown = filters.keys() - {*FILTERS, "account_class"}
        if unknown:
            raise ValidationError(
                self.env._(
                    "Accounts are filtered by %(names)s, not by “%(name)s”.",
                    names=", ".join(FILTERS),
                    name=min(unknown),
                )
            )
        return (
            Domain("company_id", "=", self.env.company.id)
            & Domain("account_class", "!=", False)
            & Domain.AND(
                Domain(name, "=", value) for name, value in filters.items() if value
            )
        )

    @api.model
    def _parse_quadrant_date(self, date):
        try:
            return fields.Date.to_date(date)
        except (ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("“%(date)s” is no date. Write it as 2026-12-31.", date=date)
            ) from error

    @api.model
    def _get_quadrant_options(self):
        """What each filter may be set to, by name."""
        options = {}
        scope = self._get_quadrant_domain({})
        for name in FILTERS:
            groups = self._read_group(scope & Domain(name, "!=", False), [name])
            # The names only, as a many2one shows them.
            records = self[name].union(*(record for (record,) in groups)).sudo()
            options[name] = sorted(
                ([record.id, record.display_name] for record in records),
                key=lambda option: option[1].casefold(),
            )
        return options

    def _get_places_on(self, date):
        """Potential, contribution and class by the last evaluation until a day.

        :return: ``{id of the account: dict}``
        """
        evaluations = self.env["key.account.evaluation"].search_fetch(
            [("key_account_id", "in", self.ids), ("date", "<=", date)],
            ["key_account_id", "potential", "contribution", "account_class"],
            order="date, id",
        )
        return {
            evaluation.key_account_id.id: {
                "potential": evaluation.potential,
                "contribution": evaluation.contribution,
                "account_class": evaluation.account_class,
            }
            for evaluation in evaluations
        }

    def _get_quadrant_point(self, before):
        return {
            "id": self.id,
            "name": self.name,
            "potential": self.potential,
            "contribution": self.contribution,
            "account_class": self.account_class,
            "is_key_account": self.is_key_account,
            "closeness": self.closeness,
            "manager": self.user_id.sudo().name or "",
            "reason": self.class_reason or "",
            "before": before.get(self.id, False),
        }
