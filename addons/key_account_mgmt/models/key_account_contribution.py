from odoo import fields, models
from odoo.tools import SQL


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
