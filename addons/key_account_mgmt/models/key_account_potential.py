from odoo import fields, models
from odoo.tools import SQL

POTENTIAL_SOURCES = [
    ("estimate", "Estimates"),
    ("opportunities", "Opportunities"),
    ("none", "Nothing Known"),
]


class KeyAccountPotential(models.Model):
    """What accounts could buy: by estimates, or else by what they asked for."""

    _inherit = "key.account"

    estimate_ids = fields.One2many(
        "key.account.estimate", "key_account_id", "Estimates"
    )
    manual_score_ids = fields.One2many(
        "key.account.manual.score", "key_account_id", "Scores Given by Hand"
    )

    def _get_potentials(self, date_from, date_to):
        """Yearly potential of accounts of one company.

        The sum of its estimates (driver × value of one × our share) is the potential.
        An account without estimates has the expected revenue of its opportunities that
        are open or were won or lost in the period, scaled to a year.

        :param date_from: first day of the period
        :param date_to: last day
        :return: ``{key account: (amount in the company's currency, source)}``, source
            one of ``POTENTIAL_SOURCES``
        """
        estimated = dict(
            self.env["key.account.estimate"]._read_group(
                [("key_account_id", "in", self.ids)],
                ["key_account_id"],
                ["potential:sum"],
            )
        )
        others = self.filtered(lambda account: account not in estimated)
        asked = others._get_demand(date_from, date_to)
        days = (fields.Date.to_date(date_to) - fields.Date.to_date(date_from)).days + 1
        potentials = {}
        for account in self:
            if account in estimated:
                potentials[account] = (estimated[account], "estimate")
            elif account in asked:
                yearly = asked[account] * 365 / max(days, 365)
                potentials[account] = (yearly, "opportunities")
            else:
                potentials[account] = (0.0, "none")
        return potentials

    def _get_demand(self, date_from, date_to):
        """Expected revenue of opportunities, won and lost ones too, in one query.

        :return: ``{key account: amount}``, without accounts that have none
        """
        if not self:
            return {}
        self.env["crm.lead"].flush_model(
            ["partner_id", "company_id", "type", "active", "won_status"]
            + ["date_closed", "expected_revenue"]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.flush_recordset(["account_id", "company_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id, SUM(lead.expected_revenue)
                  FROM key_account account
                  JOIN res_partner contact
                    ON contact.commercial_partner_id = account.account_id
                  JOIN crm_lead lead ON lead.partner_id = contact.id
                 WHERE account.id = ANY(%(account_ids)s)
                   AND lead.type = 'opportunity'
                   AND COALESCE(lead.company_id, account.company_id)
                       = account.company_id
                   AND ((lead.active AND lead.won_status = 'pending')
                        OR (lead.date_closed >= %(start)s
                            AND lead.date_closed < %(end)s))
                 GROUP BY account.id
                HAVING SUM(lead.expected_revenue) > 0
                """,
                account_ids=self.ids,
                start=fields.Date.to_date(date_from),
                end=fields.Date.add(fields.Date.to_date(date_to), days=1),
            )
        )
        return {self.browse(account_id): float(amount) for account_id, amount in rows}
