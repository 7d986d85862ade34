from odoo import api, fields, models, tools

from ..tools.outlook import ATTITUDES


class CrmOutlookWeight(models.Model):
    """How much each attitude of a key person counts for how they will decide."""

    _name = "crm.outlook.weight"
    _description = "Weight in the Outlook of a Key Person"
    _order = "company_id, sequence, id"
    _rec_name = "attitude"

    attitude = fields.Selection(
        [
            ("level", "Closeness"),
            ("solution_level", "Solution Acceptance"),
            ("price_level", "Price Acceptance"),
        ],
        required=True,
    )
    sequence = fields.Integer(default=10)
    weight = fields.Float(required=True, default=1.0)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for companies without own weights.",
    )

    _attitude_uniq = models.UniqueIndex(
        "(attitude, COALESCE(company_id, 0))", "Each attitude has one weight."
    )
    _weight_check = models.Constraint(
        "CHECK(weight >= 0)", "A weight cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache("company.id")
    def _get_weights(self, company):
        """The weights that hold in a company, whoever asks.

        :return: ``{attitude: weight}``; those without a record count alike
        """
        found = self.sudo().search([("company_id", "in", [company.id, False])])
        own = found.filtered("company_id") or found
        weights = {weight.attitude: weight.weight for weight in own}
        return weights or dict.fromkeys(ATTITUDES, 1.0)
