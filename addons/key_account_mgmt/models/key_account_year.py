from datetime import date

from odoo import models
from odoo.tools import SQL

from ..reports.key_account_whitespace import sql_solution_products
from ..tools import assessment


class KeyAccount(models.Model):
    """What a year brought an account, for its assessment."""

    _inherit = "key.account"

    def _get_year(self, year):
        """Figures of these accounts in a calendar year.

        :return: ``{account: dict}`` with the metrics of the assessment, ``closeness``,
            ``revenue`` and ``revenue_before``; None where nothing is known
        """
        start, end = date(year, 1, 1), date(year, 12, 31)
        before = date(year - 1, 1, 1), date(year - 1, 12, 31)
        self.env.flush_all()
        closeness = self._get_closeness_of_year(start, end)
        people = self._get_people_of_year(start, end)
        solutions = self._get_solutions_of_year(start, end)
        reviews = self._get_reviews_of_year(start, end)
        plans = self._get_plans_of_year(start, end)
        revenue = self._get_contributions(start, end)
        revenue_before = self._get_contributions(*before)
        figures = {}
        for account in self:
            first, last, coverage = closeness.get(account.id, (None, None, None))
            won, turned = assessment.won_and_turned(people.get(account.id, ()))
            known = first is not None and last is not None
            figures[account] = {
                "closeness_growth": last - first if known else None,
                "closeness": last,
                "coverage": coverage,
                "supporters_won": won,
                "opponents_turned": turned,
                "plan_progress": plans.get(account.id),
                "solutions_won": solutions.get(account.id, 0),
                "reviews_on_time": reviews.get(account.id),
                "revenue": revenue[account],
                "revenue_before": revenue_before[account],
            }
        return figures

    def _get_closeness_of_year(self, start, end):
        """Closeness at the start and the end, and coverage at the end.

        The start is the last snapshot before the year, or else the first one in it.

        :return: ``{id: (first, last, coverage)}``
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id,
                       COALESCE(
                           (ARRAY_AGG(taken.closeness ORDER BY taken.date DESC)
                                FILTER (WHERE taken.date < %(start)s))[1],
                           (ARRAY_AGG(taken.closeness ORDER BY taken.date)
                                FILTER (WHERE taken.date >= %(start)s))[1]
                       ),
                       (ARRAY_AGG(taken.closeness ORDER BY taken.date DESC))[1],
                       (ARRAY_AGG(taken.coverage ORDER BY taken.date DESC))[1]
                  FROM key_account account
                  JOIN relationship_map map
                    ON map.account_id = account.account_id
                   AND map.company_id = account.company_id AND map.lead_id IS NULL
                  JOIN relationship_snapshot taken
                    ON taken.map_id = map.id AND taken.scope = 'map'
                 WHERE account.id = ANY(%(ids)s) AND taken.date <= %(end)s
                 GROUP BY account.id
                """,
                ids=self.ids,
                start=start,
                end=end,
            )
        )
        return {
            account: tuple(None if v is None else float(v) for v in values)
            for account, *values in rows
        }

    def _get_people_of_year(self, start, end):
        """The level that each assessed person had at the start and has at the end.

        :return: ``{id: [(old, new)]}`` of people whose level changed in the year
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id,
                       (ARRAY_AGG(change.old_level ORDER BY change.date, change.id))[1],
                       (ARRAY_AGG(change.new_level
                                  ORDER BY change.date DESC, change.id DESC))[1]
                  FROM key_account account
                  JOIN relationship_map map
                    ON map.account_id = account.account_id
                   AND map.company_id = account.company_id AND map.lead_id IS NULL
                  JOIN relationship_level_change change
                    ON change.map_id = map.id AND change.feature = 'level'
                 WHERE account.id = ANY(%(ids)s)
                   AND change.date >= %(start)s
                   AND change.date < %(end)s + INTERVAL '1 day'
                 GROUP BY account.id, change.stakeholder_id
                """,
                ids=self.ids,
                start=start,
                end=end,
            )
        )
        people = {}
        for account, old, new in rows:
            people.setdefault(account, []).append(
                (int(old) if old else None, int(new) if new else None)
            )
        return people

    def _get_solutions_of_year(self, start, end):
        """Number of solutions ordered in the year and not in the year before.

        :return: ``{id: number}``
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH solution_product AS (%(products)s)
                SELECT id, COUNT(*) FROM (
                    SELECT account.id, product.solution_id
                      FROM key_account account
                      JOIN res_partner contact
                        ON contact.commercial_partner_id = account.account_id
                      JOIN sale_order sale
                        ON sale.partner_id = contact.id
                       AND sale.company_id = account.company_id
                       AND sale.state = 'sale'
                      JOIN sale_order_line line ON line.order_id = sale.id
                      JOIN product_product variant ON variant.id = line.product_id
                      JOIN solution_product product
                        ON product.product_tmpl_id = variant.product_tmpl_id
                     WHERE account.id = ANY(%(ids)s)
                       AND sale.date_order >= %(start)s - INTERVAL '1 year'
                       AND sale.date_order < %(end)s + INTERVAL '1 day'
                     GROUP BY account.id, product.solution_id
                    HAVING MIN(sale.date_order) >= %(start)s
                ) won GROUP BY id
                """,
                products=sql_solution_products(),
                ids=self.ids,
                start=start,
                end=end,
            )
        )
        return dict(rows)

    def _get_reviews_of_year(self, start, end):
        """Share of the reviews that were due in the year and done by then, in percent.

        :return: ``{id: percent}``
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT key_account_id,
                       100.0 * AVG(COALESCE(date_done <= date_due, FALSE)::int)
                  FROM key_account_review
                 WHERE key_account_id = ANY(%s) AND state <> 'cancelled'
                   AND date_due BETWEEN %s AND LEAST(%s, CURRENT_DATE)
                 GROUP BY key_account_id
                """,
                self.ids,
                start,
                end,
            )
        )
        return {account: float(share) for account, share in rows}

    def _get_plans_of_year(self, start, end):
        """Mean progress of the approved and closed plans of the year, in percent.

        :return: ``{id: percent}``
        """
        plans = self.env["key.account.plan"].search(
            [
                ("key_account_id", "in", self.ids),
                ("state", "in", ["approved", "closed"]),
                ("date_start", "<=", end),
                ("date_end", ">=", start),
            ]
        )
        progress = {}
        for account, own in plans.grouped("key_account_id").items():
            known = [plan.progress for plan in own if plan.progress is not False]
            if known:
                progress[account.id] = sum(known) / len(known)
        return progress
