from odoo import models
from odoo.tools import SQL


class ResCompanyCurrency(models.Model):
    """Amounts without an exchange rate are refused, not counted one to one."""

    _inherit = "res.company"

    def _find_currencies_without_rate(self, currencies):
        """Currencies that cannot be converted into this company's.

        Odoo converts at 1.0 where neither side has a rate; one side may be the base
        currency, which has none.

        :param currencies: ``res.currency``
        :return: ``res.currency``
        """
        self.ensure_one()
        foreign = currencies - self.currency_id
        if not foreign:
            return foreign
        rated = self.env["res.currency.rate"]._read_group(
            [
                ("currency_id", "in", (foreign + self.currency_id).ids),
                ("company_id", "in", [False, self.root_id.id]),
            ],
            ["currency_id"],
        )
        rated = {currency for (currency,) in rated}
        if self.currency_id in rated:
            return foreign.browse()
        return foreign.filtered(lambda currency: currency not in rated)

    def _get_missing_rate_message(self, currencies):
        return self.env._(
            "%(company)s has amounts in %(currencies)s, but there is no exchange rate "
            "to %(own)s. Enter one under Accounting or Invoicing, Currencies, and "
            "evaluate again.",
            company=self.name,
            currencies=", ".join(currencies.mapped("name")),
            own=self.currency_id.name,
        )

    def _find_order_currencies(self, date_from, date_to):
        """Currencies of the confirmed orders of a period, in one query.

        :param date_from: first day
        :param date_to: last day
        :return: ``res.currency``
        """
        orders = self.env["sale.order"]
        orders.flush_model(["company_id", "state", "date_order", "currency_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT currency_id FROM sale_order "
                "WHERE company_id = %s AND state = 'sale' "
                "AND date_order >= %s AND date_order < %s::date + 1",
                self.id,
                date_from,
                date_to,
            )
        )
        return self.env["res.currency"].browse(row[0] for row in rows if row[0])
