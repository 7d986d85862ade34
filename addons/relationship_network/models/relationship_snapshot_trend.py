from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class RelationshipSnapshot(models.Model):
    """Trend of many maps."""

    _inherit = "relationship.snapshot"

    @api.model
    def get_trend(self, map_domain, date_from=False, date_to=False):
        """How closeness developed over all maps of a domain that the user may see.

        One point per week: of each map its last snapshot of that week, weighted by its
        decision weight, so that days on which only some maps were kept do not jump.

        :param map_domain: domain of ``relationship.map``
        :param date_from: first day; from the beginning when omitted
        :param date_to: last day; today when omitted
        :return: list of dicts, by date, as the points of
            :meth:`relationship.map.get_trend_data`, with ``maps``, their number
        :raise ValidationError: on what is no period
        """
        domain = Domain("scope", "=", "map") & Domain("map_id", "any", map_domain)
        domain &= self._get_period_domain(date_from, date_to)
        week = SQL("date_trunc('week', date)")
        last = self._search(domain, order=None).select(
            SQL("DISTINCT ON (map_id, %s) relationship_snapshot.*", week)
        )
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT MAX(date) AS date, COUNT(*) AS maps,
                       SUM(total_weight * closeness)::float / SUM(total_weight)::float
                           AS closeness,
                       SUM(total_weight * coverage)::float / SUM(total_weight)::float
                           AS coverage,
                       SUM(count_strong_support + count_support) AS supporters,
                       SUM(count_neutral) AS neutral,
                       SUM(count_oppose + count_strong_oppose) AS opponents,
                       SUM(count_unassessed) AS unassessed
                  FROM (%(last)s ORDER BY map_id, %(week)s, date DESC) last
                 GROUP BY %(week)s
                 ORDER BY date
                """,
                last=last,
                week=week,
            )
        )
        return [{**row, "date": fields.Date.to_string(row["date"])} for row in rows]

    def _get_period_domain(self, date_from, date_to):
        """Domain of the days of a period, after a look at what a client sent."""
        date_from, date_to = self._to_day(date_from), self._to_day(date_to)
        if date_from and date_to and date_from > date_to:
            raise ValidationError(
                self.env._(
                    "The period ends (%(date_to)s) before it begins (%(date_from)s). "
                    "Exchange the two dates.",
                    date_from=date_from,
                    date_to=date_to,
                )
            )
        domain = Domain.TRUE
        if date_from:
            domain &= Domain("date", ">=", date_from)
        if date_to:
            domain &= Domain("date", "<=", date_to)
        return domain

    def _to_day(self, value):
        try:
            return fields.Date.to_date(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "“%(value)s” is not a date. Write the year first, as in "
                    "2026-12-31.",
                    value=value,
                )
            ) from error
