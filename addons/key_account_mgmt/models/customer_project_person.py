from odoo import api, fields, models

from odoo.addons.relationship_network.models.levels import LEVELS


class CustomerProjectPerson(models.Model):
    """Somebody of the decision chain of an earlier project, with the attitude then."""

    _name = "customer.project.person"
    _description = "Person in a Customer Project"
    _order = "is_decider DESC, id"

    project_id = fields.Many2one(
        "customer.project", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Contact", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    role_id = fields.Many2one("relationship.role", ondelete="set null")
    attitude = fields.Selection(LEVELS, "Attitude Then")
    is_decider = fields.Boolean("Decided")

    @api.depends("partner_id")
    def _compute_name(self):
        for person in self:
            person.name = person.partner_id.name or person.name
