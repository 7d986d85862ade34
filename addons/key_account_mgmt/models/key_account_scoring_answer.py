from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.scoring import MAX_POINTS, find_band
from .key_account_scoring_criterion import fold


def read_path(records, path):
    """Follow a path from each record, through many2one fields.

    :param records: recordset; fields are fetched for all of it at once
    :param path: names of fields, with dots
    :return: ``{record: value}``
    """
    names = path.split(".")
    values = {}
    for record in records:
        value = record
        for name in names:
            value = value[name]
        values[record] = value
    return values


class KeyAccountScoringAnswer(models.Model):
    """What accounts answer to a criterion, and the points that earns."""

    _inherit = "key.account.scoring.criterion"

    def _get_answers(self, accounts, date, figures):
        """Answers of accounts of one company; each kind has its method.

        :param accounts: ``key.account``
        :param date: day of the evaluation
        :param figures: see :meth:`key.account.scoring.model._score`
        :return: ``{key account: number or text}``, without those who have none
        """
        self.ensure_one()
        found = getattr(self, f"_get_answers_{self.kind}")(accounts, date, figures)
        return {account: value for account, value in found.items() if value is not None}

    def _get_answers_field(self, accounts, date, figures):
        values = figures.get(self.path) or read_path(accounts, self.path)
        field = self._find_field(self.path)
        return {
            account: self._as_answer(field, record_value, date)
            for account, record_value in values.items()
        }

    def _as_answer(self, field, value, date):
        """A value of a field as number or text, None for nothing."""
        if field.type == "boolean":
            return float(value)
        if field.type == "many2one":
            return value.display_name or None
        if field.type in ("integer", "float", "monetary"):
            # Fields that tell "no value" from zero give False for the former.
            return None if value is False else float(value)
        if not value:
            return None
        if field.type in ("date", "datetime"):
            return float((date - fields.Date.to_date(value)).days)
        return str(value)

    def _get_answers_manual(self, accounts, date, figures):
        scores = self.env["key.account.manual.score"].search_fetch(
            [("criterion_id", "=", self.id), ("key_account_id", "in", accounts.ids)],
            ["key_account_id", "points"],
        )
        return {score.key_account_id: score.points for score in scores}

    def _get_answers_count(self, accounts, date, figures):
        return self._read_related(accounts, date, "__count")

    def _get_answers_sum(self, accounts, date, figures):
        return self._read_related(accounts, date, f"{self.amount_path}:sum")

    def _read_related(self, accounts, date, aggregate):
        """Aggregate the related records of accounts of one company, in one query."""
        model = self.env[self.source_model]
        customer = f"{self.link_path}.commercial_partner_id"
        groupby = [customer]
        currency_field = self._get_currency_field(model)
        if currency_field:
            groupby.append(currency_field)
        rows = model._read_group(
            self._get_related_domain(model, accounts, date), groupby, [aggregate]
        )
        company = accounts.company_id
        totals = dict.fromkeys(accounts.account_id, 0.0)
        for partner, *currency, amount in rows:
            currency = currency[0] if currency else None
            totals[partner] += self._convert(company, amount or 0, currency, date)
        return {account: totals[account.account_id] for account in accounts}

    def _get_related_domain(self, model, accounts, date):
        domain = self._get_domain() & Domain(
            f"{self.link_path}.commercial_partner_id", "in", accounts.account_id.ids
        )
        if "company_id" in model._fields:
            domain &= Domain("company_id", "in", [False, *accounts.company_id.ids])
        if self.date_path and self.months:
            start = fields.Date.subtract(date, months=self.months)
            end = fields.Date.add(date, days=1)
            domain &= Domain(self.date_path, ">", start)
            domain &= Domain(self.date_path, "<", end)
        return domain

    def _get_currency_field(self, model):
        """Name of the stored currency of the amounts that are added up, or None."""
        field = self.kind == "sum" and model._fields.get(self.amount_path)
        if not field or field.type != "monetary":
            return None
        name = field.get_currency_field(model)
        return name if name and model._fields[name].store else None

    def _convert(self, company, amount, currency, date):
        if not currency or not amount or currency == company.currency_id:
            return amount
        missing = company._find_currencies_without_rate(currency)
        if missing:
            raise UserError(company._get_missing_rate_message(missing))
        return currency._convert(amount, company.currency_id, company, date)

    # ------------------------------------------------------------------- points

    def _prepare_line(self, answer):
        """Values of an evaluation line for an answer.

        :param answer: number or text; None where the account has none
        :return: dict; ``points`` is None where the account has no answer
        """
        self.ensure_one()
        band = None if answer is None else self._find_band(answer)
        is_text = isinstance(answer, str)
        return {
            "criterion_id": self.id,
            "name": self.name,
            "kind": self.kind,
            "weight": self.weight,
            "value": False if is_text or answer is None else answer,
            "value_text": answer if is_text else False,
            "points": self._get_points(answer, band),
            "has_bands": bool(self.band_ids) and self.kind != "manual",
            "band_from": band.value_from if band else False,
            "band_to": band.value_to if band else False,
        }

    def _find_band(self, answer):
        if self.kind == "manual":
            return None
        if not isinstance(answer, str):
            return find_band(answer, self.band_ids)
        named = {fold(band.value_match): band for band in self.band_ids}
        return named.get(fold(answer)) or named.get("")

    def _get_points(self, answer, band):
        if answer is None:
            return None
        if band:
            return band.points
        if isinstance(answer, str) or (self.band_ids and self.kind != "manual"):
            return 0.0
        return min(max(answer, 0.0), MAX_POINTS)
