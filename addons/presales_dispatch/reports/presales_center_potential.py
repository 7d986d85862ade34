from odoo import fields, models
from odoo.tools import SQL


class PresalesCenterPotential(models.Model):
    """Which industries and solutions deserve a centre: their share of the amounts.

    Vital few (J. M. Juran): whatever makes up the first 80 % of the open and recently
    won amounts, the largest first, deserves a centre of its own.
    """

    _name = "presales.center.potential"
    _description = "What Deserves a Centre"
    _auto = False
    _order = "dimension, rank"
    _rec_name = "name"
    _depends = {
        "crm.lead": [
            "expected_revenue",
            "won_status",
            "active",
            "date_closed",
            "solution_id",
            "partner_id",
            "company_id",
            "type",
        ],
        "res.partner": ["industry_id", "commercial_partner_id"],
        "presales.center": [
            "kind",
            "active",
            "company_id",
            "industry_ids",
            "solution_ids",
        ],
    }

    dimension = fields.Selection(
        [("solution", "Solution"), ("industry", "Industry")], "By", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    solution_id = fields.Many2one("key.account.solution", readonly=True)
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    name = fields.Char(compute="_compute_name")
    rank = fields.Integer(readonly=True, aggregator=None)
    lead_count = fields.Integer("Opportunities", readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="Open opportunities, and those won within the last twelve months.",
    )
    share = fields.Float("Share (%)", readonly=True, aggregator=None)
    cumulative = fields.Float("Cumulative (%)", readonly=True, aggregator=None)
    center_count = fields.Integer("Centres", readonly=True)
    verdict = fields.Selection(
        [
            ("deserves", "Deserves a centre"),
            ("has", "Has a centre"),
            ("few", "Local support will do"),
        ],
        readonly=True,
    )

    def _compute_name(self):
        for line in self:
            subject = line.solution_id or line.industry_id
            line.name = subject.name or self.env._("Not said")

    @property
    def _table_query(self):
        return SQL(
            """
            WITH opportunities AS (
                SELECT l.company_id, l.expected_revenue, l.solution_id,
                       account.industry_id
                  FROM crm_lead l
             LEFT JOIN res_partner contact ON contact.id = l.partner_id
             LEFT JOIN res_partner account
                    ON account.id = contact.commercial_partner_id
                 WHERE l.type = 'opportunity'
                   AND (
                       (l.active AND l.won_status = 'pending')
                       OR (l.won_status = 'won'
                           AND l.date_closed > CURRENT_DATE - INTERVAL '12 months')
                   )
            ), sums AS (
                SELECT 'solution' AS dimension, company_id, solution_id,
                       NULL::integer AS industry_id,
                       SUM(expected_revenue) AS amount, COUNT(*) AS lead_count
                  FROM opportunities GROUP BY company_id, solution_id
                 UNION ALL
                SELECT 'industry', company_id, NULL, industry_id,
                       SUM(expected_revenue), COUNT(*)
                  FROM opportunities GROUP BY company_id, industry_id
            ), shares AS (
                SELECT *, ROW_NUMBER() OVER part AS rank,
                       100.0 * amount / NULLIF(SUM(amount) OVER whole, 0) AS share,
                       100.0 * SUM(amount) OVER part
                           / NULLIF(SUM(amount) OVER whole, 0) AS cumulative
                  FROM sums
                WINDOW part AS (
                           PARTITION BY dimension, company_id
                           ORDER BY amount DESC NULLS LAST, solution_id, industry_id),
                       whole AS (PARTITION BY dimension, company_id)
            ), served AS (
                SELECT c.company_id, s.key_account_solution_id AS solution_id,
                       NULL::integer AS industry_id, COUNT(*) AS centers
                  FROM presales_center c
                  JOIN key_account_solution_presales_center_rel s
                    ON s.presales_center_id = c.id
                 WHERE c.active AND c.kind = 'center' GROUP BY 1, 2
                 UNION ALL
                SELECT c.company_id, NULL, i.res_partner_industry_id, COUNT(*)
                  FROM presales_center c
                  JOIN presales_center_res_partner_industry_rel i
                    ON i.presales_center_id = c.id
                 WHERE c.active AND c.kind = 'center' GROUP BY 1, 3
            )
            SELECT ROW_NUMBER() OVER (
                       ORDER BY s.company_id, s.dimension, s.rank) AS id,
                   s.dimension, s.company_id, s.solution_id, s.industry_id, s.rank,
                   s.amount, s.lead_count, COALESCE(s.share, 0) AS share,
                   COALESCE(s.cumulative, 0) AS cumulative,
                   COALESCE(served.centers, 0) AS center_count,
                   CASE WHEN COALESCE(served.centers, 0) > 0 THEN 'has'
                        WHEN COALESCE(s.solution_id, s.industry_id) IS NOT NULL
                             AND s.cumulative - s.share < 80 THEN 'deserves'
                        ELSE 'few' END AS verdict
              FROM shares s
         LEFT JOIN served ON served.company_id = s.company_id
               AND (served.solution_id = s.solution_id
                    OR served.industry_id = s.industry_id)
            """
        )
