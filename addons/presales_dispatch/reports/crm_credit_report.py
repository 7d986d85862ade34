from odoo import fields, models
from odoo.tools import SQL


class CrmCreditReport(models.Model):
    """Won and open revenue by who earned it: every amount counts exactly once.

    Opportunities without shares count for their salesperson. Overlay stands in a column
    of its own, so that totals of the company stay right.
    """

    _name = "crm.credit.report"
    _description = "Credit Report"
    _auto = False
    _order = "date_closed DESC, id"
    _rec_name = "lead_id"
    _depends = {
        "crm.lead": [
            "active",
            "company_id",
            "date_closed",
            "date_deadline",
            "expected_revenue",
            "team_id",
            "tier_code",
            "type",
            "user_id",
            "won_status",
        ],
        "crm.lead.credit": ["kind", "lead_id", "share", "user_id"],
    }

    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    user_id = fields.Many2one("res.users", "Person", readonly=True)
    salesperson_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
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
        [("won", "Won"), ("pending", "Open")], "Status", readonly=True
    )
    date_closed = fields.Date("Closed On", readonly=True)
    revenue = fields.Float("Revenue Credit", readonly=True, digits=(16, 2))
    overlay = fields.Float("Overlay Credit", readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        return SQL(
            """
            WITH credit AS (
                SELECT lead_id, user_id, kind, share FROM crm_lead_credit
                UNION ALL
                SELECT lead.id, lead.user_id, 'revenue', 100
                  FROM crm_lead lead
                 WHERE NOT EXISTS (
                     SELECT FROM crm_lead_credit known
                      WHERE known.lead_id = lead.id AND known.kind = 'revenue'
                 )
            )
            SELECT lead.id::bigint * 1000000 + row_number() OVER (
                       PARTITION BY lead.id ORDER BY credit.user_id, credit.kind
                   ) AS id,
                   lead.id AS lead_id, credit.user_id, lead.user_id AS salesperson_id,
                   lead.team_id, lead.company_id, lead.tier_code, lead.won_status,
                   COALESCE(lead.date_closed::date, lead.date_deadline) AS date_closed,
                   CASE WHEN credit.kind = 'revenue'
                        THEN lead.expected_revenue * credit.share / 100 ELSE 0
                   END AS revenue,
                   CASE WHEN credit.kind = 'overlay'
                        THEN lead.expected_revenue * credit.share / 100 ELSE 0
                   END AS overlay
              FROM credit
              JOIN crm_lead lead ON lead.id = credit.lead_id
             WHERE lead.type = 'opportunity' AND lead.active
               AND lead.won_status IN ('won', 'pending')
            """
        )
