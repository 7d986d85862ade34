from odoo import api, fields, models


class RelationshipStakeholder(models.Model):
    _inherit = "relationship.stakeholder"

    left_on = fields.Date(
        compute="_compute_left_on",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Since when this person is no longer on the map.",
    )

    @api.depends("active")
    def _compute_left_on(self):
        today = fields.Date.today()
        for person in self:
            person.left_on = not person.active and (person.left_on or today)
