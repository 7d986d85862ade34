from odoo import api, models


class CrmLeadFactMixin(models.AbstractModel):
    """A fact about an opportunity that the history of the customer's projects tells.

    What becomes known after the closing is told there, too.
    """

    _name = "crm.lead.fact.mixin"
    _description = "Fact about an Opportunity"

    @api.model_create_multi
    def create(self, vals_list):
        facts = super().create(vals_list)
        facts.lead_id._sync_told_projects()
        return facts

    def write(self, vals):
        leads = self.lead_id
        result = super().write(vals)
        (leads | self.lead_id)._sync_told_projects()
        return result

    def unlink(self):
        leads = self.lead_id
        result = super().unlink()
        leads._sync_told_projects()
        return result
