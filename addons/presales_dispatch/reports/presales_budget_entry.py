from odoo import fields, models
from odoo.tools import SQL


class PresalesBudgetEntry(models.Model):
    """The household book of an opportunity: budget in, commitments and costs out.

    The balance of all entries is what is left.
    """

    _name = "presales.budget.entry"
    _description = "Presales Household Book"
    _auto = False
    _order = "date, id"
    _rec_name = "lead_id"
    _depends = {
        "account.analytic.line": [
            "date",
            "employee_id",
            "presales_cost",
            "presales_lead_id",
            "presales_request_id",
            "presales_role_id",
            "unit_amount",
        ],
        "crm.lead": ["company_id", "expected_revenue", "tier_code", "type"],
        "presales.assignment": [
            "booking",
            "cost",
            "date_start",
            "employee_id",
            "hours",
            "request_id",
            "state",
        ],
        "presales.budget.increase": ["amount", "lead_id", "state"],
        "presales.budget.rule": [
            "amount",
            "company_id",
            "kind",
            "percent",
            "tier_code",
        ],
    }

    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    kind = fields.Selection(
        [
            ("1_budget", "Budget"),
            ("2_increase", "More Budget"),
            ("3_committed", "Committed"),
            ("4_spent", "Spent"),
        ],
        readonly=True,
    )
    date = fields.Date("Week", readonly=True)
    role_id = fields.Many2one("presales.role", readonly=True)
    employee_id = fields.Many2one("hr.employee.public", "Expert", readonly=True)
    hours = fields.Float(readonly=True)
    amount = fields.Monetary(
        readonly=True, help="Budget in, commitments and costs out."
    )

    @property
    def _table_query(self):
        # Each kind has ids of its own.
        return SQL(
            """
            SELECT entry.*, COALESCE(company.currency_id, %s) AS currency_id FROM (
            SELECT lead.id::bigint * 4 AS id, lead.id AS lead_id, lead.company_id,
                   '1_budget' AS kind, NULL::date AS date, NULL::int AS role_id,
                   NULL::int AS employee_id, NULL::float AS hours,
                   CASE rule.kind WHEN 'amount' THEN rule.amount
                        ELSE ROUND((lead.expected_revenue * rule.percent
                                    / 100)::numeric, 2)
                   END AS amount
              FROM crm_lead lead
              CROSS JOIN LATERAL (
                  SELECT kind, amount, percent FROM presales_budget_rule
                   WHERE tier_code = lead.tier_code
                     AND (company_id IS NULL OR company_id = lead.company_id)
                   ORDER BY company_id NULLS LAST LIMIT 1
              ) rule
             WHERE lead.type = 'opportunity'
             UNION ALL
            SELECT increase.id::bigint * 4 + 1, increase.lead_id, increase.company_id,
                   '2_increase', NULL, NULL, NULL, NULL, increase.amount
              FROM presales_budget_increase increase
             WHERE increase.state = 'approved'
             UNION ALL
            SELECT booking.id::bigint * 4 + 2, booking.lead_id, booking.company_id,
                   '3_committed', date_trunc('week', booking.date_start)::date,
                   booking.role_id, booking.employee_id,
                   booking.hours * rest.share,
                   -ROUND((booking.cost * rest.share)::numeric, 2)
              FROM presales_assignment booking
              CROSS JOIN LATERAL (
                  SELECT GREATEST(
                      0, 1 - COALESCE(SUM(effort.unit_amount), 0) / booking.hours
                  ) AS share
                    FROM account_analytic_line effort
                   WHERE effort.presales_request_id = booking.request_id
                     AND effort.employee_id = booking.employee_id
              ) rest
             WHERE booking.booking = 'firm'
               AND booking.state IN ('proposed', 'accepted')
             UNION ALL
            SELECT effort.id::bigint * 4 + 3, effort.presales_lead_id,
                   effort.company_id, '4_spent',
                   date_trunc('week', effort.date)::date,
                   effort.presales_role_id, effort.employee_id, effort.unit_amount,
                   -COALESCE(effort.presales_cost, 0)
              FROM account_analytic_line effort
             WHERE effort.presales_lead_id IS NOT NULL
            ) entry
              LEFT JOIN res_company company ON company.id = entry.company_id
            """,
            self.env.company.currency_id.id,
        )
