from odoo import api, fields, models
from odoo.exceptions import UserError


class RelationshipMapCopy(models.TransientModel):
    """Starts or completes a map with people of another map of the account."""

    _name = "relationship.map.copy"
    _description = "Copy People from Another Map"

    lead_id = fields.Many2one("crm.lead", "Opportunity")
    map_id = fields.Many2one(
        "relationship.map",
        "To Map",
        compute="_compute_map_id",
        store=True,
        readonly=False,
        help="Empty when the map of the opportunity is started by this copy.",
    )
    account_id = fields.Many2one("res.partner", compute="_compute_account_id")
    source_map_id = fields.Many2one(
        "relationship.map",
        "From Map",
        compute="_compute_source_map_id",
        store=True,
        readonly=False,
        required=True,
        domain="[('account_id', '=', account_id), ('id', '!=', map_id)]",
    )
    stakeholder_ids = fields.Many2many(
        "relationship.stakeholder",
        string="People",
        compute="_compute_stakeholder_ids",
        store=True,
        readonly=False,
        domain="[('map_id', '=', source_map_id)]",
    )
    copy_lines = fields.Boolean("Reporting Lines", default=True)
    copy_levels = fields.Boolean("Levels", default=True)

    @api.depends("lead_id")
    def _compute_map_id(self):
        for wizard in self:
            wizard.map_id = wizard.lead_id.relationship_map_id or wizard.map_id

    @api.depends("lead_id", "map_id")
    def _compute_account_id(self):
        for wizard in self:
            customer = wizard.lead_id.partner_id.commercial_partner_id
            wizard.account_id = customer or wizard.map_id.account_id

    @api.depends("account_id", "map_id")
    def _compute_source_map_id(self):
        for wizard in self:
            account_map = wizard.account_id.relationship_map_id
            wizard.source_map_id = account_map - wizard.map_id

    @api.depends("source_map_id")
    def _compute_stakeholder_ids(self):
        for wizard in self:
            wizard.stakeholder_ids = wizard.source_map_id.stakeholder_ids

    def action_copy(self):
        """Copy the chosen people and open the map.

        :return: client action
        :raise UserError: when nobody is chosen
        """
        self.ensure_one()
        if not self.stakeholder_ids:
            raise UserError(
                self.env._(
                    "Choose at least one person of “%(map)s” to copy.",
                    map=self.source_map_id.name,
                )
            )
        target = self.map_id or self.env["relationship.map"].create(
            {"lead_id": self.lead_id.id}
        )
        target._copy_people(
            self.stakeholder_ids, lines=self.copy_lines, levels=self.copy_levels
        )
        return target.action_open_map()
