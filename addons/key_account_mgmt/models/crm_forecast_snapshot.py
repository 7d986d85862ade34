from datetime import timedelta

from dateutil.relativedelta import MO, relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .crm_lead_forecast import FORECAST_CATEGORIES


class CrmForecastSnapshot(models.Model):
    """How an opportunity stood on a Monday, kept for ever."""

    _name = "crm.forecast.snapshot"
    _description = "Forecast Snapshot"
    _order = "date DESC, amount DESC, id"
    _rec_name = "lead_id"

    date = fields.Date(required=True, index=True)
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", index=True)
    currency_id = fields.Many2one("res.currency")
    user_id = fields.Many2one("res.users", "Salesperson", index=True)
    team_id = fields.Many2one("crm.team", "Sales Team", index=True)
    stage_id = fields.Many2one("crm.stage")
    tier_code = fields.Selection(
        selection=lambda self: (
            self.env["crm.opportunity.tier"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Tier",
    )
    status = fields.Selection(
        [("open", "Open"), ("won", "Won"), ("lost", "Lost")], required=True
    )
    category = fields.Selection(FORECAST_CATEGORIES)
    manager_category = fields.Selection(
        FORECAST_CATEGORIES, groups="key_account_mgmt.group_manager"
    )
    amount = fields.Monetary()
    manager_amount = fields.Monetary(groups="key_account_mgmt.group_manager")
    probability = fields.Float("Probability (%)", aggregator="avg")
    predicted_probability = fields.Float(
        "Predicted Probability (%)",
        aggregator="avg",
        help="By Odoo's predictive lead scoring.",
    )
    date_deadline = fields.Date("Expected Closing")
    is_replayed = fields.Boolean(
        help="Rebuilt later from the dates of the opportunity, not taken on the day."
    )

    _lead_date_uniq = models.UniqueIndex(
        "(lead_id, date)", "An opportunity is kept once per day."
    )

    @api.model
    def _cron_take(self):
        """Keep how every opportunity stands this Monday."""
        self._take(self._get_monday(fields.Date.context_today(self)))

    @api.model
    def _get_monday(self, day):
        return day + relativedelta(weekday=MO(-1))

    @api.model
    def _take(self, date):
        """Keep how opportunities stand now: the open ones, and those closed since the
        snapshot before. A second run on the same date brings it up to date.

        :param date: the date to keep them under
        :return: number of opportunities
        """
        before = self._get_dates_before(date)[:1]
        since = before[0] if before else date - timedelta(days=7)
        return self._insert(
            date,
            status=SQL(
                "CASE won_status WHEN 'pending' THEN 'open' ELSE won_status END"
            ),
            probability=SQL("lead.probability"),
            predicted=SQL("lead.automated_probability"),
            category=SQL("lead.forecast_category"),
            condition=SQL(
                "lead.won_status = 'pending' AND lead.active "
                "OR lead.won_status != 'pending' AND lead.date_closed >= %s",
                since,
            ),
            is_replayed=False,
        )

    @api.model
    def _replay(self, date_from, date_to):
        """Rebuild past weeks from when opportunities opened and closed.

        What was thought of them then is unknown: each gets the share of those closed
        before that were won, in its tier, and counts as pipeline.

        :param date_from: first day
        :param date_to: last day
        :return: ``{date: number of opportunities}``
        :raise UserError: when the days are in the wrong order
        """
        if date_from > date_to:
            raise UserError(self.env._("The first day comes after the last one."))
        counts = {}
        monday = self._get_monday(date_from)
        while monday <= date_to:
            counts[monday] = self._replay_day(monday)
            monday += timedelta(days=7)
        return counts

    def _replay_day(self, day):
        opened = SQL("COALESCE(lead.date_open, lead.create_date)")
        return self._insert(
            day,
            status=SQL(
                "CASE WHEN lead.date_closed IS NULL OR lead.date_closed >= %s "
                "THEN 'open' ELSE lead.won_status END",
                day,
            ),
            probability=SQL(
                """COALESCE((
                    SELECT 100.0 * AVG((past.won_status = 'won')::int)
                      FROM crm_lead past
                     WHERE past.tier_code = lead.tier_code
                       AND past.won_status IN ('won', 'lost')
                       AND past.date_closed < %s
                ), 50)""",
                day,
            ),
            predicted=SQL("NULL"),
            category=SQL("'pipeline'"),
            condition=SQL(
                "%s < %s AND (lead.date_closed IS NULL OR lead.date_closed >= %s)",
                opened,
                day + timedelta(days=1),
                day - timedelta(days=7),
            ),
            is_replayed=True,
        )

    def _insert(
        self, date, status, probability, predicted, category, condition, is_replayed
    ):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_forecast_snapshot (
                    date, lead_id, company_id, currency_id, user_id, team_id, stage_id,
                    tier_code, status, category, manager_category, amount,
                    manager_amount, probability, predicted_probability, date_deadline,
                    is_replayed, create_uid, create_date, write_uid, write_date
                )
                SELECT %(date)s, lead.id, lead.company_id, company.currency_id,
                       lead.user_id, lead.team_id, lead.stage_id, lead.tier_code,
                       %(status)s, %(category)s, lead.forecast_manager_category,
                       lead.expected_revenue,
                       NULLIF(lead.forecast_manager_amount, 0), %(probability)s,
                       %(predicted)s, lead.date_deadline, %(is_replayed)s,
                       %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM crm_lead lead
                  LEFT JOIN res_company company ON company.id = lead.company_id
                 WHERE lead.type = 'opportunity' AND (%(condition)s)
                ON CONFLICT (lead_id, date) DO UPDATE SET
                    status = EXCLUDED.status,
                    category = EXCLUDED.category,
                    manager_category = EXCLUDED.manager_category,
                    amount = EXCLUDED.amount,
                    manager_amount = EXCLUDED.manager_amount,
                    probability = EXCLUDED.probability,
                    predicted_probability = EXCLUDED.predicted_probability,
                    date_deadline = EXCLUDED.date_deadline,
                    stage_id = EXCLUDED.stage_id,
                    tier_code = EXCLUDED.tier_code,
                    user_id = EXCLUDED.user_id,
                    team_id = EXCLUDED.team_id
                RETURNING id
                """,
                date=date,
                status=status,
                category=category,
                probability=probability,
                predicted=predicted,
                is_replayed=is_replayed,
                uid=self.env.uid,
                condition=condition,
            )
        )
        self.invalidate_model()
        return len(rows)

    @api.model
    def _get_dates_before(self, date):
        """Dates of earlier snapshots, the latest first."""
        groups = self.sudo()._read_group(
            [("date", "<", date)], ["date:day"], order="date:day DESC", limit=1
        )
        return [day.date() if hasattr(day, "date") else day for (day,) in groups]
