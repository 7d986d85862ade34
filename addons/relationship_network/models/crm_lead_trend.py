from odoo import models

# What the won or lost status of an opportunity follows from.
CLOSING_FIELDS = {"active", "probability", "stage_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def write(self, vals):
        """Keep how the decision chain stood when an opportunity is won or lost."""
        if CLOSING_FIELDS.isdisjoint(vals):
            return super().write(vals)
        running = self.filtered(lambda lead: not lead._is_closed())
        result = super().write(vals)
        maps = running.filtered(lambda lead: lead._is_closed())._maps_su()
        if maps:
            self.env["relationship.snapshot"]._take(maps, occasion="closed")
        return result

    def _is_closed(self):
        self.ensure_one()
        return not self.active or self.won_status != "pending"

    def action_open_relationship_trend(self):
        """Open the trend of the decision chain.

        :return: client action
        """
        self.ensure_one()
        return self.relationship_map_id.action_open_analysis("trend")
