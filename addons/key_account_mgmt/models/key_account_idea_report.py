from odoo import fields, models
from odoo.tools import SQL

from .key_account_idea import IDEA_STAGES


class KeyAccountIdeaReport(models.Model):
    """Who seeded what, and what became of it over the years.

    Amounts are those of the opportunities that grew from the ideas, in the currency of
    the company.
    """

    _name = "key.account.idea.report"
    _description = "Credit for Ideas"
    _auto = False
    _order = "date_seeded desc, id desc"
    _rec_name = "idea_id"

    idea_id = fields.Many2one("key.account.idea", readonly=True)
    key_account_id = fields.Many2one("key.account", "Account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    seeded_by_id = fields.Many2one("res.partner", readonly=True)
    user_id = fields.Many2one("res.users", "Nurtured By", readonly=True)
    solution_id = fields.Many2one("key.account.solution", readonly=True)
    stage = fields.Selection(IDEA_STAGES, readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    date_seeded = fields.Date("Seeded On", readonly=True)
    date_matured = fields.Date("Opportunity Since", readonly=True)
    date_won = fields.Date("Won On", readonly=True)
    matured_count = fields.Integer(
        "Opportunities", readonly=True, help="Ideas that became opportunities."
    )
    won_count = fields.Integer("Won", readonly=True)
    months_to_mature = fields.Float(
        readonly=True, aggregator="avg", help="From the seed to the opportunity."
    )
    value = fields.Monetary(
        "Growing Value", readonly=True, help="Expected of ideas that still grow."
    )
    open_revenue = fields.Monetary(
        "Pursued Revenue", readonly=True, help="Expected of open opportunities."
    )
    won_revenue = fields.Monetary(readonly=True, help="Of opportunities won.")

    @property
    def _table_query(self):
        self.env["key.account.idea"].flush_model()
        self.env["crm.lead"].flush_model()
        return SQL(
            """
            SELECT idea.id AS id,
                   idea.id AS idea_id,
                   idea.key_account_id,
                   idea.company_id,
                   idea.seeded_by_id,
                   idea.user_id,
                   idea.solution_id,
                   idea.stage,
                   idea.lead_id,
                   idea.date_seeded,
                   idea.date_matured,
                   CASE WHEN lead.won_status = 'won'
                        THEN lead.date_closed::date END AS date_won,
                   CASE WHEN idea.lead_id IS NOT NULL THEN 1 ELSE 0 END
                        AS matured_count,
                   CASE WHEN lead.won_status = 'won' THEN 1 ELSE 0 END AS won_count,
                   CASE WHEN idea.date_matured IS NOT NULL
                        THEN idea.months_to_mature END AS months_to_mature,
                   CASE WHEN idea.stage IN ('seed', 'nurtured', 'mature')
                        THEN idea.value ELSE 0 END AS value,
                   CASE WHEN lead.won_status = 'pending'
                        THEN lead.expected_revenue ELSE 0 END AS open_revenue,
                   CASE WHEN lead.won_status = 'won'
                        THEN lead.expected_revenue ELSE 0 END AS won_revenue
              FROM key_account_idea AS idea
         LEFT JOIN crm_lead AS lead ON lead.id = idea.lead_id
             WHERE idea.active IS TRUE
            """
        )
