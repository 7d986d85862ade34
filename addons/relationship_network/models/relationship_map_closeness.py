from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.closeness import Tally
from .relationship_map_data import _reference

DEFAULT_DAYS = 90
# Groups of people who are in no department, in the order they are listed.
OTHER_GROUPS = ("account", "parked", "external", "own", "competitor")


class RelationshipMap(models.Model):
    """Closeness by department and person in one table, with the change since a day."""

    _inherit = "relationship.map"

    def get_closeness_detail(self, date=None):
        """Closeness of this map, its departments and its people, now and on a day.

        Levels then are those at the end of that day (UTC); weights and departments are
        today's, as their history is not kept.

        :param date: day to compare with, at most today; by default 90 days ago
        :return: dict with ``date``, ``levels`` and ``rows``. A row has ``key``,
            ``parent`` (key), ``depth``, ``kind`` (``map``, ``department``, ``group`` or
            ``person``), ``name``, ``weight``, ``closeness``, ``coverage``, ``before``
            and ``change`` (percent, False when there is nobody), ``solution`` and
            ``price`` (percent, for a person the level). Persons also have ``level``,
            ``level_before``, ``owner``, ``assessed_on``, ``state`` (``new`` or ``left``
            since the day, else False) and what tells them apart on the map.
        :raise AccessError: when the user may not read the map
        :raise ValidationError: when the day is none, or lies in the future
        """
        self.ensure_one()
        self.check_access("read")
        date = self._parse_detail_date(date)
        stakeholders = self.env["relationship.stakeholder"]
        past = self._get_past_levels(date)
        people = stakeholders.with_context(active_test=False).search_fetch(
            Domain("map_id", "=", self.id)
            & (Domain("active", "=", True) | Domain("left_on", ">", date))
        )
        return {
            "date": date,
            "levels": stakeholders._fields["level"]._description_selection(self.env),
            "rows": self._get_detail_rows(people, past),
        }

    def _parse_detail_date(self, date):
        today = fields.Date.today()
        try:
            date = (
                fields.Date.to_date(date)
                if date
                else today - timedelta(days=DEFAULT_DAYS)
            )
        except (TypeError, ValueError):
            raise ValidationError(
                self.env._("“%(date)s” is no date. Choose a day.", date=date)
            ) from None
        if date > today:
            raise ValidationError(
                self.env._("Choose a day in the past: nobody knows the future.")
            )
        return date

    def _get_past_levels(self, date):
        """The people who were on this map at the end of a day, and their levels then.

        :return: ``{stakeholder id: level or None}``
        """
        self.env["relationship.stakeholder"].flush_model()
        self.env["relationship.level.change"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.id, person.level,
                       LEAST(person.create_date, MIN(change.date)) < %(bound)s,
                       ARRAY_AGG(change.old_level ORDER BY change.date, change.id)
                       FILTER (WHERE change.feature = 'level'
                                 AND change.date >= %(bound)s)
                  FROM relationship_stakeholder person
                  LEFT JOIN relationship_level_change change
                         ON change.stakeholder_id = person.id
                 WHERE person.map_id = %(map_id)s
                 GROUP BY person.id
                """,
                bound=date + timedelta(days=1),
                map_id=self.id,
            )
        )
        return {
            person_id: later[0] if later else level
            for person_id, level, was_there, later in rows
            if was_there
        }

    # --------------------------------------------------------------------- rows

    def _get_detail_rows(self, people, past):
        """The map, then each department with its people, then people of none."""
        members = people.grouped(self._get_detail_group)
        rows = [self._get_set_row("map", self.name, people, past, kind="map")]
        branches = self.department_ids._get_branch()
        for department, depth in self.department_ids._get_tree():
            key = f"d{department.id}"
            parent = department.parent_id in self.department_ids
            branch = people.browse(
                person.id
                for below in branches[department]
                for person in members.get(below, ())
            )
            rows.append(
                {
                    **self._get_set_row(key, department.name, branch, past),
                    "parent": parent and f"d{department.parent_id.id}",
                    "depth": depth,
                    "is_key": department.is_key,
                }
            )
            own = members.get(department, ())
            rows += [self._get_person_row(p, past, key, depth + 1) for p in own]
        for group in OTHER_GROUPS:
            if group in members:
                name = self._get_detail_group_name(group)
                own = members[group]
                rows.append(self._get_set_row(group, name, own, past, kind="group"))
                rows += [self._get_person_row(p, past, group, 1) for p in own]
        return rows

    def _get_detail_group(self, person):
        if person.department_id in self.department_ids:
            return person.department_id
        return "parked" if person.is_parked else person.side

    def _get_detail_group_name(self, group):
        _ = self.env._
        return {
            "account": lambda: _("No department"),
            "parked": lambda: _("Not placed yet"),
            "external": lambda: _("External"),
            "own": lambda: _("Our people"),
            "competitor": lambda: _("Competitor"),
        }[group]()

    def _get_set_row(self, key, name, people, past, kind="department"):
        """One row for a set of people; who has left counts only in the past."""
        present = [person for person in people if person.active]
        now = _tally((person.weight, person.level) for person in present)
        before = _tally(
            (person.weight, past[person.id]) for person in people if person.id in past
        )
        return {
            "key": key,
            "parent": False,
            "depth": 0,
            "kind": kind,
            "name": name,
            "people": now.total,
            "weight": now.weight,
            **_figures(now, before),
            **{
                name: _percent(
                    _tally(
                        (person.weight, person[f"{name}_level"])
                        for person in present
                        if person[f"{name}_level"]
                    ).closeness
                )
                for name in ("solution", "price")
            },
        }

    def _get_person_row(self, person, past, parent, depth):
        was_there = person.id in past
        pair = [(person.weight, person.level)] if person.active else []
        pair_before = [(person.weight, past[person.id])] if was_there else []
        state = "left" if not person.active else "new" if not was_there else False
        return {
            "key": f"p{person.id}",
            "id": person.id,
            "parent": parent,
            "depth": depth,
            "kind": "person",
            "name": person.name,
            "function": person.function,
            "weight": person.weight,
            **_figures(_tally(pair), _tally(pair_before)),
            "level": person.level,
            "level_before": was_there and (past[person.id] or ""),
            "solution": person.solution_level,
            "price": person.price_level,
            "owner": _reference(person.owner_id),
            "assessed_on": person.assessed_on,
            "state": state,
            "is_placeholder": person.is_placeholder,
            "is_key_player": person.is_key_player,
        }

    def action_export_closeness_detail(self, date=None):
        """Download the table of :meth:`get_closeness_detail` as a workbook.

        :param date: as there
        :return: URL action
        """
        self.ensure_one()
        date = self._parse_detail_date(date)
        return {
            "type": "ir.actions.act_url",
            "url": f"/relationship_network/closeness.xlsx?ids={self.id}&date={date}",
            "target": "download",
        }


def _tally(pairs):
    return Tally.of((weight, int(level) if level else None) for weight, level in pairs)


def _percent(value):
    return False if value is None else value


def _figures(now, before):
    """Closeness and coverage now, closeness then, and the difference."""
    comparable = None not in (now.closeness, before.closeness)
    return {
        "closeness": _percent(now.closeness),
        "coverage": _percent(now.coverage),
        "before": _percent(before.closeness),
        "change": comparable and now.closeness - before.closeness,
    }
