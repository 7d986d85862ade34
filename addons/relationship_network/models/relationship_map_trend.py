from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.closeness import Tally
from .levels import COUNT_FIELDS

# More steps than these make a slider hard to handle.
MOST_DAYS = 60


def _point(day, closeness, coverage, count, occasion="now"):
    """:param count: function from a level, or None, to the number of people on it"""
    return {
        "date": fields.Date.to_string(day),
        "closeness": False if closeness is None else closeness,
        "coverage": False if coverage is None else coverage,
        "supporters": count(2) + count(1),
        "neutral": count(0),
        "opponents": count(-1) + count(-2),
        "unassessed": count(None),
        "occasion": occasion,
    }


def _weekly(points):
    """The last point of each week, when there are many."""
    if len(points) <= MOST_DAYS:
        return points
    by_week = {
        fields.Date.to_date(point["date"]).isocalendar()[:2]: point for point in points
    }
    return list(by_week.values())


def _runs(by_day, length):
    """``[[day, value], …]`` of the days on which a value begins to hold."""
    runs = []
    for day in range(length):
        value = by_day.get(day, False)
        if not runs or runs[-1][1] != value:
            runs.append([day, value])
    return runs


class RelationshipMap(models.Model):
    """Where the closeness of one map comes from and goes to."""

    _inherit = "relationship.map"

    def get_trend_data(self, date_from=False, date_to=False, department_id=False):
        """How this map and its departments developed, until now.

        :param date_from: first day; from the beginning when omitted
        :param date_to: last day; today when omitted
        :param department_id: id of a department to tell about instead of the map
        :return: dict with ``points`` and ``departments`` (``id``, ``name``,
            ``complete_name``, ``is_key``, ``points``). A point has ``date``,
            ``closeness`` and ``coverage`` (percent, False when there is nobody), the
            numbers of ``supporters``, ``neutral``, ``opponents`` and ``unassessed``
            people, and the ``occasion`` it was kept on (``now`` for the last one,
            which is not kept yet)
        :raise AccessError: when the user may not read the map
        :raise ValidationError: on what is no period, or a department of others
        """
        self.ensure_one()
        self.check_access("read")
        snapshots = self.env["relationship.snapshot"]
        domain = snapshots._get_period_domain(date_from, date_to)
        domain &= Domain("map_id", "=", self.id) & Domain("scope", "!=", "person")
        now = self._get_points_now() if self._is_in_period(date_to) else {}
        today = fields.Date.to_string(fields.Date.today())
        points = {}
        for row in snapshots.search_fetch(domain, order="date"):
            point = _point(
                row.date,
                row.closeness,
                row.coverage,
                lambda level, row=row: row[COUNT_FIELDS[level]],
                row.occasion,
            )
            if not now or point["date"] < today:
                points.setdefault(row.department_id.id, []).append(point)
        for department, point in now.items():
            points.setdefault(department, []).append(point)
        # Whoever sees the map sees its departments' names, not always their account's.
        departments = self.department_ids.sudo()
        self._check_trend_department(departments, department_id)
        return {
            "points": points.get(department_id or False, []),
            "departments": [
                {
                    "id": department.id,
                    "name": department.name,
                    "complete_name": department.complete_name,
                    "is_key": department.is_key,
                    "points": points[department.id],
                }
                for department, __ in departments._get_tree()
                if department.id in points
            ],
        }

    def _check_trend_department(self, departments, department_id):
        if department_id and department_id not in departments.ids:
            raise ValidationError(
                self.env._(
                    "The department %(department)s is not one of %(account)s. Choose "
                    "a department of that account.",
                    department=department_id,
                    account=self.account_id.sudo().name,
                )
            )

    def _is_in_period(self, date_to):
        """Whether a period that ends on a day reaches the present of this map."""
        date_to = self.env["relationship.snapshot"]._to_day(date_to)
        if date_to and date_to < fields.Date.today():
            return False
        # Seen or not, a closed opportunity has no present.
        return self.active and not (self.lead_id and self.lead_id.sudo()._is_closed())

    def _get_points_now(self):
        """The present point of the map (key False) and of its departments, by id."""
        today = fields.Date.today()
        by_department = {
            department: people._get_tally()
            for department, people in self.stakeholder_ids.grouped(
                "department_id"
            ).items()
        }
        tallies = {False: sum(by_department.values(), Tally())}
        # As above: the names of departments are on the map.
        for department, branch in self.department_ids.sudo()._get_branch().items():
            below = (by_department.get(part, Tally()) for part in branch)
            tallies[department.id] = sum(below, Tally())
        return {
            department_id: _point(today, tally.closeness, tally.coverage, tally.count)
            for department_id, tally in tallies.items()
            if tally.total
        }

    def action_rebuild_trend(self):
        """Recreate the past of these maps from the history of their levels.

        :return: client action that says so
        :raise AccessError: when the user is no administrator
        """
        self.check_access("write")
        if not self.env.user.has_group("relationship_network.group_admin"):
            raise AccessError(
                self.env._("Only an administrator rebuilds the trend of maps.")
            )
        [(first,)] = self.env["relationship.level.change"]._read_group(
            [("map_id", "in", self.ids)], [], ["date:min"]
        )
        if first:
            self.env["relationship.snapshot"]._rebuild(self, first.date())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if first else "warning",
                "message": self.env._("The trend was rebuilt from the level history.")
                if first
                else self.env._("No level of these maps has ever changed."),
            },
        }

    # --------------------------------------------------------------- comparison

    def get_comparison_data(self, date_from=False):
        """Who stood where on each day that was kept, for comparing two of them.

        :param date_from: first day; from the beginning when omitted
        :return: dict with ``days``, the points of :meth:`get_trend_data` (of many days
            the last of each week), and ``people``: ``id``, ``name``, ``active``
            and ``levels``: pairs of an index into ``days`` and what holds from that
            day on, a level, ``""`` for not assessed, or False for not on the map
        :raise AccessError: when the user may not read the map
        :raise ValidationError: when ``date_from`` is no date
        """
        days = _weekly(self.get_trend_data(date_from)["points"])
        levels = self._get_kept_levels(days)
        if days and days[-1]["occasion"] == "now":
            for person in self.stakeholder_ids:
                levels.setdefault(person.id, {})[len(days) - 1] = person.level or ""
        people = self.env["relationship.stakeholder"].browse(levels)
        return {
            "days": days,
            "people": [
                {
                    "id": person.id,
                    "name": person.name,
                    "active": person.active,
                    "levels": _runs(levels[person.id], len(days)),
                }
                for person in people.sorted("name")
            ],
        }

    def _get_kept_levels(self, days):
        """``{stakeholder id: {index into days: level or ""}}``, as it was kept."""
        index = {fields.Date.to_date(day["date"]): i for i, day in enumerate(days)}
        snapshots = self.env["relationship.snapshot"]
        query = snapshots._search(
            Domain("map_id", "=", self.id)
            & Domain("scope", "=", "person")
            & Domain("date", "in", list(index))
        )
        levels = defaultdict(dict)
        for person_id, day, level in self.env.execute_query(
            query.select(SQL("stakeholder_id"), SQL("date"), SQL("level"))
        ):
            levels[person_id][index[day]] = level or ""
        return levels
