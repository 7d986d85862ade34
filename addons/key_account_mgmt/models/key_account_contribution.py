from odoo import fields, models
from odoo.tools import SQL

from ..reports.key_account_whitespace import sql_solution_products


class KeyAccountContribution(models.Model):
    """What accounts contribute: their confirmed orders, in the company's currency."""

    _inherit = "key.account"

    def _get_contributions(self, date_from, date_to):
        """Untaxed amount of the confirmed orders of a period.

        Orders of all contacts of the customer count, each at the rate of its own day
        (``sale.order.currency_rate``). The days are those of UTC.

        :param date_from: first day
        :param date_to: last day
        :return: ``{key account: amount in the currency of its company}``, 0 without
            orders
        """
        self.check_access("read")
        contributions = dict.fromkeys(self, 0.0)
        if not self.ids:
            return contributions
        orders = self.env["sale.order"]
        orders.flush_model(
            ["partner_id", "company_id", "state", "date_order"]
            + ["amount_untaxed", "currency_rate"]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.flush_recordset(["account_id", "company_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id,
                       SUM(sale.amount_untaxed
                           / COALESCE(NULLIF(sale.currency_rate, 0), 1))
                  FROM key_account account
                  JOIN res_partner contact
                    ON contact.commercial_partner_id = account.account_id
                  JOIN sale_order sale
                    ON sale.partner_id = contact.id
                   AND sale.company_id = account.company_id
                 WHERE account.id = ANY(%(account_ids)s)
                   AND sale.state = 'sale'
                   AND sale.date_order >= %(start)s AND sale.date_order < %(end)s
                 GROUP BY account.id
                """,
                account_ids=self.ids,
                start=fields.Date.to_date(date_from),
                end=fields.Date.add(fields.Date.to_date(date_to), days=1),
            )
        )
        for account_id, amount in rows:
            contributions[self.browse(account_id)] = float(amount)
        return contributions

    def _get_solution_contributions(self, date_from, date_to):
        """Untaxed amount of the confirmed orders of a period, by solution.

        A product counts for one solution, as in the white space; the rest is as in
        :meth:`_get_contributions`.

        :param date_from: first day
        :param date_to: last day
        :return: ``{(key account, solution): amount in the company's currency}``, what
            was not ordered is left out
        """
        self.check_access("read")
        self._flush_orders()
        rows = self.env.execute_query(
            SQL(
                """
                WITH solution_product AS (%(products)s)
                SELECT account.id, product.solution_id,
                       SUM(line.price_subtotal
                           / COALESCE(NULLIF(sale.currency_rate, 0), 1))
                  FROM key_account account
                  JOIN res_partner contact
                    ON contact.commercial_partner_id = account.account_id
                  JOIN sale_order sale
                    ON sale.partner_id = contact.id
                   AND sale.company_id = account.company_id
                  JOIN sale_order_line line ON line.order_id = sale.id
                  JOIN product_product variant ON variant.id = line.product_id
                  JOIN solution_product product
                    ON product.product_tmpl_id = variant.product_tmpl_id
                 WHERE account.id = ANY(%(account_ids)s)
                   AND sale.state = 'sale'
                   AND sale.date_order >= %(start)s AND sale.date_order < %(end)s
                 GROUP BY account.id, product.solution_id
                """,
                products=sql_solution_products(),
                account_ids=self.ids,
                start=fields.Date.to_date(date_from),
                end=fields.Date.add(fields.Date.to_date(date_to), days=1),
            )
        )
        solutions = self.env["key.account.solution"]
        return {
            (self.browse(account), solutions.browse(solution)): float(amount)
            for account, solution, amount in rows
        }

    def _flush_orders(self):
        """Make the orders of accounts, and their solutions, visible to SQL."""
        self.flush_recordset(["account_id", "company_id"])
        for model, names in (
            ("sale.order", ["partner_id", "company_id", "state"]),
            ("sale.order", ["date_order", "currency_rate"]),
            ("sale.order.line", ["order_id", "price_subtotal", "product_id"]),
            ("res.partner", ["commercial_partner_id"]),
            ("product.product", ["product_tmpl_id"]),
            ("product.template", ["categ_id"]),
            ("product.category", ["parent_path"]),
            ("key.account.solution", ["product_ids", "categ_ids"]),
        ):
            self.env[model].flush_model(names)
