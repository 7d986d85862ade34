from odoo import models


class RelationshipDashboard(models.AbstractModel):
    """What needs somebody's attention."""

    _inherit = "relationship.dashboard"

    def _get_alerts(self, filters):
        """Open alerts of the filtered maps, most severe first.

        :return: list of figures with a ``tone``; see :meth:`_figure`
        """
        return []
