from odoo.tools import SQL
from odoo.tools.sql import create_column


def pre_init_hook(env):
    """Fill the new columns of opportunities of a live database in one statement.

    Computing them one by one would take long, and tell every follower.
    """
    create_column(env.cr, "crm_lead", "forecast_category", "varchar")
    env.cr.execute(
        SQL(
            """
            UPDATE crm_lead
               SET forecast_category = CASE won_status
                       WHEN 'won' THEN 'commit'
                       WHEN 'lost' THEN 'omitted'
                       ELSE 'pipeline'
                   END
            """
        )
    )
    create_column(env.cr, "crm_lead", "tier_id", "int4")
    create_column(env.cr, "crm_lead", "tier_code", "varchar")


def post_init_hook(env):
    """Give each company its tiers, and each customer the history of its projects."""
    env["res.company"].search([])._create_default_tiers()
    env["customer.project"]._sync_leads()
