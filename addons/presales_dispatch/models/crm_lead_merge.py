from odoo import api, models
from odoo.exceptions import UserError

# What goes to the opportunity that stays.
MOVED = (
    "presales.request",
    "presales.question",
    "presales.center",
    "presales.budget.increase",
    "presales.transfer.line",
    "crm.commitment",
    "crm.contribution",
)


class CrmLead(models.Model):
    """What presales did for an opportunity outlives it, or keeps it from deletion."""

    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        # Whoever may merge keeps the history, readable to them or not.
        for model in MOVED:
            records = self.env[model].sudo().with_context(active_test=False)
            found = records.search([("lead_id", "in", opportunities.ids)])
            found.write({"lead_id": self.id})
        efforts = self.env["account.analytic.line"].sudo()
        efforts.search([("presales_lead_id", "in", opportunities.ids)]).with_context(
            presales_merge=True
        ).write({"presales_lead_id": self.id})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_supported(self):
        """What presales worked for is archived: its hours and cost remain."""
        efforts = self.env["account.analytic.line"].sudo()
        teams = self.env["presales.center"].sudo().with_context(active_test=False)
        effort = efforts.search([("presales_lead_id", "in", self.ids)], limit=1)
        team = teams.search([("lead_id", "in", self.ids)], limit=1)
        lead = effort.presales_lead_id or team.lead_id
        if lead:
            raise UserError(
                self.env._(
                    "Presales worked for “%(lead)s”. Archive it instead: its hours and "
                    "its team are part of the records.",
                    lead=lead.name,
                )
            )
