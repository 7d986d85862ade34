from odoo import models


class RelationshipMap(models.Model):
    """The screen that analyses one map; other addons add tabs to it in the browser."""

    _inherit = "relationship.map"

    def get_analysis_data(self):
        """The facts above the tabs of the analysis.

        :return: dict as in the ``map`` of :meth:`get_map_data`
        :raise AccessError: when the user may not read the map
        """
        self.ensure_one()
        self.check_access("read")
        return self._get_map_values()

    def action_open_analysis(self, tab=None):
        """Open the analysis of this map.

        :param tab: key of a tab, e.g. ``"influence"``; by default the one last used
        :return: client action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "relationship_network.analysis",
            "name": self.name,
            "params": {"map_id": self.id, "tab": tab or False},
            "context": {"active_id": self.id, "active_model": self._name},
        }
