from odoo import fields, models

# What about an opportunity the rules look at.
LEAD_FIELDS = {"active", "probability", "stage_id", "partner_id", "user_id"}


class CrmLead(models.Model):
    """Changes of an opportunity make the rules look at its map at once."""

    _inherit = "crm.lead"

    relationship_alert_count = fields.Integer(
        "Open Alerts",
        compute="_compute_relationship_alert_count",
        groups="relationship_network.group_user",
    )

    def _compute_relationship_alert_count(self):
        counts = self.env["relationship.alert"]._count_open("lead_id", self)
        for lead in self:
            lead.relationship_alert_count = counts.get(lead._origin, 0)

    def write(self, vals):
        result = super().write(vals)
        if not LEAD_FIELDS.isdisjoint(vals):
            self._maps_su()._plan_evaluation()
        return result

    def action_open_relationship_alerts(self):
        """Open the alerts of these opportunities.

        :return: window action
        """
        return self.env["relationship.alert"]._get_action("lead_id", self)
