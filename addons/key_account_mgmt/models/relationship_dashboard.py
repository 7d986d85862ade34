from odoo import api, models
from odoo.fields import Domain

from .key_account_policy import ACCOUNT_CLASSES


class RelationshipDashboard(models.AbstractModel):
    """The dashboard of relationships, for accounts of one class."""

    _inherit = "relationship.dashboard"

    @api.model
    def _get_filters(self):
        filters = super()._get_filters()
        place = next(
            index for index, item in enumerate(filters) if item["name"] == "period"
        )
        filters.insert(
            place,
            {
                "name": "account_class",
                "label": self.env._("Account class"),
                "options": [
                    [False, self.env._("All classes")],
                    *(
                        [name, self.env._("Class %(name)s", name=label)]
                        for name, label in ACCOUNT_CLASSES
                    ),
                ],
                "default": False,
            },
        )
        return filters

    def _get_map_domain(self, filters):
        domain = super()._get_map_domain(filters)
        if not filters.get("account_class"):
            return domain
        return domain & Domain(
            "account_id.account_class", "=", filters["account_class"]
        )
