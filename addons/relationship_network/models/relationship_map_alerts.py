from odoo import api, fields, models

PENDING_MAPS = "relationship_network.maps_to_evaluate"


class RelationshipMap(models.Model):
    """A map shows its alerts, and is looked at again when something on it changes."""

    _inherit = "relationship.map"

    alert_ids = fields.One2many("relationship.alert", "map_id", "Alerts")
    alert_count = fields.Integer("Open Alerts", compute="_compute_alert_count")

    def _compute_alert_count(self):
        counts = self.env["relationship.alert"]._count_open("map_id", self)
        for relationship_map in self:
            relationship_map.alert_count = counts.get(relationship_map._origin, 0)

    def action_open_alerts(self):
        """Open the alerts of these maps.

        :return: window action
        """
        return self.env["relationship.alert"]._get_action("map_id", self)

    def get_map_data(self):
        """Add the open alerts: ``alerts`` of the map, and of each of the ``people``."""
        data = super().get_map_data()
        alerts = self.env["relationship.alert"].search(
            [("map_id", "=", self.id), ("state", "=", "open")]
        )
        by_person = alerts.grouped("stakeholder_id")
        for person in data["people"]:
            stakeholder = self.env["relationship.stakeholder"].browse(person["id"])
            person["alerts"] = by_person.get(stakeholder, alerts.browse())._describe()
        return {**data, "alerts": alerts._describe()}

    def _plan_evaluation(self):
        """Let the rules look at these maps once, when the transaction ends."""
        if not self:
            return
        pending = self.env.cr.precommit.data.setdefault(PENDING_MAPS, set())
        if not pending:
            self.env.cr.precommit.add(self._evaluate_planned)
        pending.update(self.ids)

    @api.model
    def _evaluate_planned(self):
        ids = self.env.cr.precommit.data.pop(PENDING_MAPS, ())
        # Whoever made the change may see less than the rules look at.
        maps = self.sudo().with_context(active_test=False).browse(ids).exists()
        maps.env["relationship.alert.rule"]._get_rules()._evaluate(maps)

    def write(self, vals):
        result = super().write(vals)
        if not {"active", "user_id", "team_id"}.isdisjoint(vals):
            self._plan_evaluation()
        return result
