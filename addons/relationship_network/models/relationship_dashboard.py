from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

# How far each period goes back, and the time between two points of its trends.
PERIODS = {
    "month": (relativedelta(months=1), relativedelta(days=3)),
    "quarter": (relativedelta(months=3), relativedelta(weeks=1)),
    "half": (relativedelta(months=6), relativedelta(weeks=2)),
    "year": (relativedelta(years=1), relativedelta(months=1)),
}
# How many rows each list of the screen shows.
ROWS = 6


class RelationshipDashboard(models.AbstractModel):
    """The three questions of a sales leader, answered from what the user may see.

    Everything is said by the server in plain values, so that the screen and the
    workbook show the same: a question has ``figures``, a ``trend``, ``bars`` and
    ``lists``. Other addons extend :meth:`_get_filters` and :meth:`_get_map_domain`,
    or add figures to a question.
    """

    _name = "relationship.dashboard"
    _description = "Relationship Dashboard"

    @api.model
    @api.readonly
    def get_data(self, filters=None):
        """The whole dashboard.

        :param filters: ``{name: value}`` of :meth:`_get_filters`; those left out take
            their default. Without any, the ones that the user chose last
        :return: dict with ``filters`` (the values that hold), ``definitions`` (see
            :meth:`_get_filters`), ``date_from`` and ``date_to`` of the period,
            ``is_empty`` (the user sees no map at all), ``currency_id``, ``alerts`` and
            ``questions``
        :raise AccessError: when the user may not read maps
        :raise ValidationError: when a filter or its value does not exist
        """
        filters, definitions = self._read_filters(filters)
        date_from, date_to = self._get_period(filters)
        is_empty = not self.env["relationship.map"].search_count([], limit=1)
        return {
            "filters": filters,
            "definitions": definitions,
            "date_from": date_from,
            "date_to": date_to,
            "currency_id": self.env.company.currency_id.id,
            "is_empty": is_empty,
            "alerts": [] if is_empty else self._get_alerts(filters),
            "questions": [] if is_empty else self._get_questions(filters, ROWS),
        }

    def _get_questions(self, filters, limit=None):
        """The answers to the three questions.

        :param filters: values as :meth:`_check_filters` returns them
        :param limit: most rows of a list, all when None
        :return: list of dicts with ``name``, ``title``, ``figures`` (see
            :meth:`_figure`), ``trend`` (see :meth:`_trend`), ``bars`` (see
            :meth:`_bars`) and ``lists`` (see :meth:`_list`)
        """
        return [
            self._get_connections(filters, limit),
            self._get_accounts(filters, limit),
            self._get_opportunities(filters, limit),
        ]

    # ------------------------------------------------------------------ domains

    @api.model
    def _get_map_domain(self, filters):
        """The maps that fit the filters, save the reading; the hook for other addons.

        :param filters: values as :meth:`_check_filters` returns them
        :return: domain on ``relationship.map``
        """
        return Domain.AND(
            Domain(name, "=", filters[name])
            for name in ("team_id", "user_id")
            if filters[name]
        )

    def _get_open_maps(self, filters):
        """The filtered maps of accounts and of opportunities that are still open."""
        open_lead = Domain("lead_id.active", "=", True)
        open_lead &= Domain("lead_id.won_status", "=", "pending")
        return (
            self._get_map_domain(filters)
            & Domain("active", "=", True)
            & (Domain("lead_id", "=", False) | open_lead)
        )

    def _get_reading(self, filters):
        """Domain of what counts in the chosen reading, on maps, people and links."""
        if filters["reading"] == "company":
            return Domain.TRUE
        return Domain("reading", "=", filters["reading"])

    # ------------------------------------------------------------------- period

    def _get_period(self, filters):
        """First and last day."""
        today = fields.Date.context_today(self)
        span, __ = PERIODS[filters["period"]]
        return today - span, today

    def _get_days(self, filters):
        """The days of a trend: from the first of the period on, today the last."""
        day, today = self._get_period(filters)
        __, step = PERIODS[filters["period"]]
        days = []
        while day < today:
            days.append(day)
            day += step
        return [*days, today]
