from odoo import api, fields, models

FORECAST_CATEGORIES = [
    ("commit", "Commit"),
    ("best_case", "Best Case"),
    ("pipeline", "Pipeline"),
    ("omitted", "Omitted"),
]
MANAGER_GROUP = "key_account_mgmt.group_manager"


class CrmLead(models.Model):
    """What sellers promise of an opportunity, and what their managers make of it."""

    _inherit = "crm.lead"

    forecast_category = fields.Selection(
        FORECAST_CATEGORIES,
        compute="_compute_forecast_category",
        store=True,
        readonly=False,
        tracking=True,
        help="Commit: it comes in the period. Best case: it may. Pipeline: not counted "
        "on. Omitted: left out of the forecast.",
    )
    forecast_manager_category = fields.Selection(
        FORECAST_CATEGORIES,
        "Manager's Category",
        copy=False,
        groups=MANAGER_GROUP,
        tracking=True,
        help="Kept apart from the seller's; empty: as the seller says.",
    )
    forecast_manager_amount = fields.Monetary(
        "Manager's Amount",
        currency_field="company_currency",
        copy=False,
        groups=MANAGER_GROUP,
        tracking=True,
        help="Kept apart from the expected revenue; 0: as the seller says.",
    )

    @api.depends("won_status")
    def _compute_forecast_category(self):
        for lead in self:
            if lead.won_status == "won":
                lead.forecast_category = "commit"
            elif lead.won_status == "lost":
                lead.forecast_category = "omitted"
            else:
                lead.forecast_category = lead.forecast_category or "pipeline"
