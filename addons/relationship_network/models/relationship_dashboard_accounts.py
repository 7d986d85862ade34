from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .levels import STATUSES
from .relationship_dashboard_values import number_or_none

# How to sort the list of accounts; without a value last.
ORDERS = {
    "loss": SQL("map.closeness - past.closeness ASC NULLS LAST"),
    "gain": SQL("map.closeness - past.closeness DESC NULLS LAST"),
    "closeness": SQL("map.closeness ASC NULLS LAST"),
    "coverage": SQL("map.coverage ASC NULLS LAST"),
    "weight": SQL("map.total_weight DESC NULLS LAST"),
}


class RelationshipDashboard(models.AbstractModel):
    """Do we know how close each key account is to us, and can we raise it?"""

    _inherit = "relationship.dashboard"

    def _get_accounts(self, filters, limit=None):
        """The second question; see :meth:`_get_questions`."""
        _ = self.env._
        domain = (
            self._get_map_domain(filters)
            & self._get_reading(filters)
            & Domain("kind", "=", "account")
            & Domain("active", "=", True)
        )
        maps = self.env["relationship.map"].search(domain)
        ((closeness, coverage),) = maps._read_group(
            [("id", "in", maps.ids)], [], ["closeness:avg", "coverage:avg"]
        )
        action = self._list_action(_("Accounts"), "relationship.map", domain)
        return {
            "name": "accounts",
            "title": _(
                "Do we know how close each key account is to us, and can we raise it?"
            ),
            "figures": [
                self._figure(
                    "closeness",
                    _("Closeness of all accounts"),
                    closeness,
                    "signed_percent",
                    **self._get_mean_change(maps, filters),
                    help=_(
                        "Mean of the levels of everybody on the maps of the accounts, "
                        "weighted by their weight in decisions: −200 % to +200 %."
                    ),
                    action=action,
                ),
                self._figure("accounts", _("Accounts"), len(maps), action=action),
                self._figure(
                    "coverage",
                    _("Coverage"),
                    coverage,
                    "percent",
                    help=_("Share of the decision weight that has been assessed."),
                    action=action,
                ),
            ],
            "trend": self._get_closeness_trend(maps, filters, closeness),
            "bars": self._get_status_bars(maps, domain),
            "lists": [self._get_account_list(maps, filters, limit, action)],
        }

    def _get_status_bars(self, maps, domain):
        _ = self.env._
        field = self.env["relationship.map"]._fields["status"]
        labels = dict(field._description_selection(self.env))
        counts = dict(
            maps._read_group([("id", "in", maps.ids)], ["status"], ["__count"])
        )
        total = sum(counts.values())
        return self._bars(
            "status",
            _("Red, amber, green"),
            [
                self._figure(
                    status,
                    labels[status],
                    counts.get(status, 0),
                    share=counts.get(status, 0) / total if total else 0,
                    tone=status,
                    action=self._list_action(
                        _("%(status)s Accounts", status=labels[status]),
                        "relationship.map",
                        domain & Domain("status", "=", status),
                    ),
                )
                for status, __ in reversed(STATUSES)
            ],
        )

    def _get_account_list(self, maps, filters, limit, action):
        _ = self.env._
        rows = self._get_account_rows(maps, filters, limit)
        maps = maps.browse(row[0] for row in rows)
        return self._list(
            "accounts",
            _("Accounts"),
            [
                ("name", _("Account"), "text"),
                ("closeness", _("Closeness"), "signed_percent"),
                ("change", _("Change"), "change"),
                ("coverage", _("Coverage"), "percent"),
                ("status", _("Status"), "status"),
            ],
            [
                {
                    "id": account_map.id,
                    "name": account_map.name,
                    "closeness": number_or_none(account_map.closeness),
                    "change": change,
                    "since": since,
                    "coverage": number_or_none(account_map.coverage),
                    "status": account_map.status,
                    "target": [
                        "relationship.map",
                        account_map.id,
                        "action_open_analysis",
                    ],
                }
                for account_map, (__, change, since) in zip(maps, rows, strict=True)
            ],
            sheet=_("Accounts"),
            empty=_("No account fits these filters."),
            action=action,
        )

    def _get_account_rows(self, maps, filters, limit):
        """Accounts in the chosen order, with their change since the period began.

        :return: list of ``(id of the map, change or None, since when)``
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT map.id, (map.closeness - past.closeness)::float, past.date
                  FROM %(maps)s
                 ORDER BY %(order)s, map.name, map.id
                 LIMIT %(limit)s
                """,
                maps=self._sql_maps_and_past(maps, filters),
                order=ORDERS[filters["account_order"]],
                limit=limit,
            )
        )

    def _get_mean_change(self, maps, filters):
        """How much maps moved since the period began: their mean by decision weight.

        Unlike the line it leaves out what maps that came later add to the whole.

        :return: dict with ``change`` and ``since``, of figures; empty if not known
        """
        ((change, since),) = self.env.execute_query(
            SQL(
                """
                SELECT (SUM(map.total_weight * (map.closeness - past.closeness))
                       / NULLIF(SUM(map.total_weight), 0))::float, MIN(past.date)
                  FROM %s
                 WHERE past.closeness IS NOT NULL AND map.closeness IS NOT NULL
                """,
                self._sql_maps_and_past(maps, filters),
            )
        )
        return {} if change is None else {"change": change, "since": since}

    def _sql_maps_and_past(self, maps, filters):
        """Tables ``map`` and ``past``: how maps are, and were when the period began.

        Of maps that came later, ``past`` is their first snapshot.
        """
        date_from, __ = self._get_period(filters)
        maps.flush_model(["closeness", "coverage", "total_weight"])
        return SQL(
            """
            (SELECT * FROM relationship_map WHERE id = ANY(%(map_ids)s)) map
            LEFT JOIN LATERAL (
                (SELECT GREATEST(date, %(day)s) AS date, closeness
                   FROM relationship_snapshot
                  WHERE map_id = map.id AND scope = 'map' AND date <= %(day)s
                  ORDER BY relationship_snapshot.date DESC
                  LIMIT 1)
                 UNION ALL
                (SELECT date, closeness
                   FROM relationship_snapshot
                  WHERE map_id = map.id AND scope = 'map' AND date > %(day)s
                  ORDER BY date
                  LIMIT 1)
                 ORDER BY date
                 LIMIT 1
            ) past ON TRUE
            """,
            day=date_from,
            map_ids=maps.ids,
        )

    # -------------------------------------------------------------------- trend

    def _get_closeness_trend(self, maps, filters, closeness):
        """The weighted closeness of maps over the period, today as it is now.

        :param closeness: how it is now
        """
        date_from, today = self._get_period(filters)
        past = [
            point
            for point in self.env["relationship.snapshot"].get_trend(
                [("id", "in", maps.ids)], date_from, today
            )
            if fields.Date.to_date(point["date"]) < today
        ]
        return self._trend(
            self.env._("Closeness"),
            "signed_percent",
            [*(fields.Date.to_date(point["date"]) for point in past), today],
            [*(point["closeness"] for point in past), number_or_none(closeness)],
        )
