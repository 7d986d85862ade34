from odoo import fields, models
from odoo.tools import SQL

STATES = [
    ("won", "Won"),
    ("pursued", "Pursued"),
    ("competitor", "Competitor"),
    ("potential", "Potential"),
]


def sql_solution_products():
    """SQL of the solution that each product template belongs to.

    The one that names the product, or else the one that names the nearest category.
    """
    return SQL(
        """
        SELECT DISTINCT ON (template.id)
               template.id AS product_tmpl_id, named.solution_id
          FROM product_template template
          LEFT JOIN product_category own ON own.id = template.categ_id
          JOIN (
                SELECT product_tmpl_id, NULL::varchar AS path, solution_id
                  FROM key_account_solution_product_rel
                UNION ALL
                SELECT NULL, category.parent_path, rel.solution_id
                  FROM key_account_solution_categ_rel rel
                  JOIN product_category category ON category.id = rel.categ_id
               ) named
            ON named.product_tmpl_id = template.id
            OR own.parent_path LIKE named.path || '%%'
         ORDER BY template.id, named.product_tmpl_id IS NULL,
                  LENGTH(named.path) DESC, named.solution_id
        """
    )


class KeyAccountWhitespace(models.Model):
    """What departments buy of each solution, could buy, or are being offered.

    Won are confirmed orders of the company's contribution period, and opportunities won
    in it that have no order. A product belongs to the solution that names it, or else
    to the one that names the nearest of its categories.
    """

    _name = "key.account.whitespace"
    _description = "White Space"
    _auto = False
    _order = "key_account_id, department_id, solution_id"
    _rec_name = "solution_id"
    _depends = {
        "key.account": [
            "account_class",
            "account_id",
            "active",
            "company_id",
            "user_id",
        ],
        "key.account.estimate": ["key_account_id", "potential", "solution_id"],
        "key.account.solution": ["categ_ids", "product_ids"],
        "key.account.whitespace.cell": [
            "amount_potential",
            "competitor_id",
            "department_id",
            "key_account_id",
            "solution_id",
        ],
        "crm.lead": [
            "account_department_id",
            "active",
            "company_id",
            "date_closed",
            "expected_revenue",
            "partner_id",
            "solution_id",
            "type",
            "won_status",
        ],
        "product.category": ["parent_path"],
        "product.template": ["categ_id"],
        "res.company": ["key_account_contribution_months"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "company_id",
            "currency_rate",
            "date_order",
            "opportunity_id",
            "partner_id",
            "state",
        ],
        "sale.order.line": ["order_id", "price_subtotal", "product_id"],
    }

    key_account_id = fields.Many2one("key.account", readonly=True)
    account_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", "Account Manager", readonly=True)
    account_class = fields.Selection(
        selection=lambda self: (
            self.env["key.account"]
            ._fields["account_class"]
            ._description_selection(self.env)
        ),
        string="Class",
        readonly=True,
    )
    department_id = fields.Many2one("relationship.department", readonly=True)
    solution_id = fields.Many2one("key.account.solution", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    amount = fields.Monetary(readonly=True)
    competitor_id = fields.Many2one("res.partner", readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH solution_product AS (%(products)s),
            account AS (
                SELECT account.*,
                       (now() AT TIME ZONE 'UTC') - make_interval(
                           months => company.key_account_contribution_months
                       ) AS since
                  FROM key_account account
                  JOIN res_company company ON company.id = account.company_id
                 WHERE account.active
            ),
            fact AS (
                SELECT account.id AS account, lead.account_department_id AS department,
                       product.solution_id AS solution, 'won' AS state,
                       line.price_subtotal
                           / COALESCE(NULLIF(sale.currency_rate, 0), 1) AS amount,
                       NULL::int AS competitor, NULL::int AS lead, sale.id AS sale
                  FROM sale_order sale
                  JOIN sale_order_line line ON line.order_id = sale.id
                  JOIN product_product variant ON variant.id = line.product_id
                  JOIN solution_product product
                    ON product.product_tmpl_id = variant.product_tmpl_id
                  JOIN res_partner contact ON contact.id = sale.partner_id
                  JOIN account ON account.account_id = contact.commercial_partner_id
                              AND account.company_id = sale.company_id
                  LEFT JOIN crm_lead lead ON lead.id = sale.opportunity_id
                 WHERE sale.state = 'sale' AND sale.date_order >= account.since
                UNION ALL
                SELECT account.id, lead.account_department_id, lead.solution_id,
                       CASE lead.won_status WHEN 'won' THEN 'won' ELSE 'pursued' END,
                       lead.expected_revenue, NULL, lead.id, NULL
                  FROM crm_lead lead
                  JOIN res_partner contact ON contact.id = lead.partner_id
                  JOIN account ON account.account_id = contact.commercial_partner_id
                              AND COALESCE(lead.company_id, account.company_id)
                                  = account.company_id
                 WHERE lead.type = 'opportunity' AND lead.active
                   AND lead.solution_id IS NOT NULL
                   AND (lead.won_status = 'pending'
                        OR lead.won_status = 'won' AND lead.date_closed >= account.since
                           AND NOT EXISTS (
                               SELECT 1 FROM sale_order sale
                                WHERE sale.opportunity_id = lead.id
                                  AND sale.state = 'sale'))
                UNION ALL
                SELECT key_account_id, department_id, solution_id,
                       CASE WHEN competitor_id IS NULL THEN 'potential'
                            ELSE 'competitor' END,
                       amount_potential, competitor_id, NULL, NULL
                  FROM key_account_whitespace_cell
                 WHERE amount_potential > 0 OR competitor_id IS NOT NULL
                UNION ALL
                SELECT estimate.key_account_id, NULL, estimate.solution_id, 'potential',
                       estimate.potential, NULL, NULL, NULL
                  FROM key_account_estimate estimate
                 WHERE estimate.potential > 0
                   AND NOT EXISTS (
                       SELECT 1 FROM key_account_whitespace_cell cell
                        WHERE cell.key_account_id = estimate.key_account_id
                          AND cell.solution_id = estimate.solution_id
                          AND cell.amount_potential > 0)
            )
            SELECT row_number() OVER () AS id,
                   account.id AS key_account_id, account.account_id,
                   account.company_id, account.user_id, account.account_class,
                   fact.department AS department_id, fact.solution AS solution_id,
                   fact.state, fact.amount, fact.competitor AS competitor_id,
                   fact.lead AS lead_id, fact.sale AS order_id
              FROM fact
              JOIN account ON account.id = fact.account
            """,
            products=sql_solution_products(),
        )
