from odoo import api, models

from odoo.addons.relationship_network.models.nullable_float import NullableFloat

from ..tools import outlook


class RelationshipStakeholder(models.Model):
    _inherit = "relationship.stakeholder"

    outlook = NullableFloat(
        compute="_compute_outlook",
        digits=(3, 1),
        help="How the person may decide, from -2 to +2: closeness, solution and price "
        "acceptance, weighted as the administrator says.",
    )

    @api.depends("level", "solution_level", "price_level", "company_id")
    def _compute_outlook(self):
        for company, people in self.grouped("company_id").items():
            weights = self.env["crm.outlook.weight"]._get_weights(company)
            for person in people:
                person.outlook = person._get_outlook_value(weights)

    def _get_outlook_value(self, weights, **assumed):
        """−2 to +2, or None when nothing is known.

        :param weights: ``{attitude: weight}``
        :param assumed: attitudes to assume in place of the person's, or None
        """
        self.ensure_one()
        attitudes = {
            name: int(self[name]) if self[name] else None for name in outlook.ATTITUDES
        }
        return outlook.person_outlook({**attitudes, **assumed}, weights)
