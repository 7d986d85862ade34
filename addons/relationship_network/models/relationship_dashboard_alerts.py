from odoo import models
from odoo.fields import Domain

from .relationship_alert_rule import SEVERITIES

TONES = {"critical": "red", "warning": "amber", "info": "neutral"}


class RelationshipDashboard(models.AbstractModel):
    """What needs somebody's attention."""

    _inherit = "relationship.dashboard"

    def _get_alert_domain(self, filters):
        maps = self._get_map_domain(filters) & self._get_reading(filters)
        maps &= Domain("active", "=", True)
        return Domain("state", "=", "open") & Domain("map_id", "any", maps)

    def _get_alerts(self, filters):
        """Open alerts of the filtered maps, most severe first.

        :return: list of figures with a ``tone``; see :meth:`_figure`
        """
        alerts = self.env["relationship.alert"]
        domain = self._get_alert_domain(filters)
        counts = dict(alerts._read_group(domain, ["severity"], ["__count"]))
        labels = dict(alerts._fields["severity"]._description_selection(self.env))
        return [
            self._figure(
                severity,
                labels[severity],
                counts[severity],
                tone=TONES[severity],
                action=self._list_action(
                    self.env._("Open Alerts: %(severity)s", severity=labels[severity]),
                    "relationship.alert",
                    domain & Domain("severity", "=", severity),
                ),
            )
            for severity, __ in SEVERITIES
            if severity in counts
        ]

    def _get_alert_list(self, filters):
        """Every open alert of the filtered maps, for the workbook."""
        _ = self.env._
        alerts = self.env["relationship.alert"].search(self._get_alert_domain(filters))
        labels = dict(alerts._fields["severity"]._description_selection(self.env))
        severities = [severity for severity, __ in SEVERITIES]
        return self._list(
            "alerts",
            _("Open alerts"),
            [
                ("severity", _("Severity"), "text"),
                ("map", _("Map"), "text"),
                ("person", _("Person"), "text"),
                ("message", _("Alert"), "text"),
                ("opened", _("Since"), "date"),
            ],
            [
                {
                    "id": alert.id,
                    "severity": labels[alert.severity],
                    "map": alert.map_id.name,
                    "person": alert.stakeholder_id.name,
                    "message": alert.message,
                    "opened": alert.opened_on.date(),
                }
                for alert in alerts.sorted(lambda a: severities.index(a.severity))
            ],
            sheet=_("Alerts"),
            empty=_("No open alerts."),
        )
