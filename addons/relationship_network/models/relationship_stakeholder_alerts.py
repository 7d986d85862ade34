from odoo import api, fields, models

# What about a person the rules look at.
PERSON_FIELDS = {
    "active",
    "contact_depth",
    "department_id",
    "has_approval",
    "has_veto",
    "level",
    "owner_id",
    "partner_id",
    "political_status",
    "role_id",
    "weight",
    "employer_id",
}


class RelationshipStakeholder(models.Model):
    """Changes of a person make the rules look at the map at once."""

    _inherit = "relationship.stakeholder"

    employer_id = fields.Many2one(
        "res.partner",
        compute="_compute_employer_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        copy=False,
        export_string_translation=False,
        help="Where this person worked when they came on the map.",
    )
    alert_ids = fields.One2many("relationship.alert", "stakeholder_id", "Alerts")
    alert_count = fields.Integer("Open Alerts", compute="_compute_alert_count")

    # Not on the contact's company: that it changes is what the rule looks for.
    @api.depends("partner_id")
    def _compute_employer_id(self):
        for person in self:
            person.employer_id = person.partner_id.commercial_partner_id

    def _compute_alert_count(self):
        counts = self.env["relationship.alert"]._count_open("stakeholder_id", self)
        for person in self:
            person.alert_count = counts.get(person._origin, 0)

    def action_open_alerts(self):
        """Open the alerts about these people.

        :return: window action
        """
        return self.env["relationship.alert"]._get_action("stakeholder_id", self)

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        people.map_id._plan_evaluation()
        return people

    def write(self, vals):
        result = super().write(vals)
        if not PERSON_FIELDS.isdisjoint(vals):
            self.map_id._plan_evaluation()
        return result

    def unlink(self):
        maps = self.map_id
        result = super().unlink()
        maps._plan_evaluation()
        return result

    def action_keep_after_move(self):
        """Take note that this person works elsewhere and stays on the map."""
        for person in self:
            person.employer_id = person.partner_id.commercial_partner_id
