from odoo import fields, models
from odoo.tools import SQL


class PresalesCostReport(models.Model):
    """What presales cost per opportunity, and what that brought."""

    _name = "presales.cost.report"
    _description = "Presales Cost"
    _auto = False
    _order = "cost DESC, id"
    _rec_name = "lead_id"
    _depends = {
        "account.analytic.line": ["presales_cost", "presales_lead_id", "unit_amount"],
        "crm.lead": [
            "company_id",
            "create_date",
            "date_closed",
            "expected_revenue",
            "partner_id",
            "team_id",
            "tier_code",
            "type",
            "user_id",
            "won_status",
        ],
        "res.partner": ["commercial_partner_id"],
    }

    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    account_id = fields.Many2one("res.partner", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    tier_code = fields.Selection(
        selection=lambda self: (
            self.env["crm.opportunity.tier"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Tier",
        readonly=True,
    )
    won_status = fields.Selection(
        [("won", "Won"), ("lost", "Lost"), ("pending", "Open")], "Status", readonly=True
    )
    date_closed = fields.Date("Closed On", readonly=True)
    is_supported = fields.Boolean("Supported", readonly=True)
    hours = fields.Float(readonly=True)
    cost = fields.Monetary(readonly=True)
    won_revenue = fields.Monetary(readonly=True)
    cost_ratio = fields.Float(
        "Cost of Won Revenue (%)",
        readonly=True,
        aggregator="avg",
        help="Presales cost for every 100 of revenue won, over the whole group: what "
        "was lost counts as cost, too.",
    )
    win_rate = fields.Float(
        "Win Rate (%)",
        readonly=True,
        aggregator="avg",
        help="Won opportunities of those won or lost.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Ratios of a group are those of its sums."""
        if aggregate_spec != "cost_ratio:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "100 * SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "cost", query),
            self._field_to_sql(self._table, "won_revenue", query),
        )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT lead.id, lead.id AS lead_id,
                   customer.commercial_partner_id AS account_id, lead.user_id,
                   lead.team_id, lead.company_id,
                   COALESCE(company.currency_id, %s) AS currency_id,
                   lead.tier_code, lead.won_status,
                   lead.date_closed::date AS date_closed,
                   COALESCE(effort.hours, 0) > 0 AS is_supported,
                   COALESCE(effort.hours, 0) AS hours,
                   COALESCE(effort.cost, 0) AS cost, won.revenue AS won_revenue,
                   100 * effort.cost / NULLIF(won.revenue, 0) AS cost_ratio,
                   CASE lead.won_status WHEN 'won' THEN 100 WHEN 'lost' THEN 0
                   END::float AS win_rate
              FROM crm_lead lead
              LEFT JOIN res_company company ON company.id = lead.company_id
              LEFT JOIN res_partner customer ON customer.id = lead.partner_id
              LEFT JOIN (
                  SELECT presales_lead_id, SUM(unit_amount) AS hours,
                         SUM(presales_cost) AS cost
                    FROM account_analytic_line
                   WHERE presales_lead_id IS NOT NULL
                   GROUP BY presales_lead_id
              ) effort ON effort.presales_lead_id = lead.id
              CROSS JOIN LATERAL (
                  SELECT CASE WHEN lead.won_status = 'won'
                              THEN lead.expected_revenue ELSE 0
                         END AS revenue
              ) won
             WHERE lead.type = 'opportunity'
               AND (lead.active OR lead.won_status = 'lost')
            """,
            self.env.company.currency_id.id,
        )
