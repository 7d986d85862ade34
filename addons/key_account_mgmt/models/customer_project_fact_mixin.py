from odoo import api, models


class CustomerProjectFactMixin(models.AbstractModel):
    """A fact about an earlier project; of ours, it follows the opportunity."""

    _name = "customer.project.fact.mixin"
    _description = "Fact about a Customer Project"

    @api.model_create_multi
    def create(self, vals_list):
        facts = super().create(vals_list)
        facts.project_id._check_foreign()
        return facts

    def write(self, vals):
        self.project_id._check_foreign()
        result = super().write(vals)
        self.project_id._check_foreign()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ours(self):
        self.project_id._check_foreign()
