"""From the rows of a people and a links table to what will be done with each of them.

Nothing here knows Odoo: the caller tells what the database knows and does what the plan
says. Doing it and planning again gives a plan in which every row matches.
"""

from dataclasses import dataclass

from .import_departments import Departments
from .import_lines import Finder, plan_lines
from .import_links import plan_links
from .import_people import identify_people
from .import_rows import (
    CREATE,
    MATCH,
    REFUSE,
    UPDATE,
    LinkRow,
    PersonRow,
    parse_link,
    parse_person,
)
from .import_values import fold
from .import_world import ON_MAP

# A contact's own data, which only follows the file for people of the account.
CONTACT_FIELDS = ("name", "email", "phone", "function")


@dataclass
class Plan:
    """What an import does.

    :param people: :class:`~.import_rows.PersonRow` list, in the order of the table
    :param links: :class:`~.import_rows.LinkRow` list, in the order of the table
    """

    people: list[PersonRow]
    links: list[LinkRow]

    @property
    def refused(self):
        """The rows that cannot be imported."""
        return [row for row in (*self.people, *self.links) if row.action == REFUSE]

    def counts(self):
        """``{(kind, action): number of rows}`` for every kind and action."""
        return {
            (kind, action): sum(row.action == action for row in rows)
            for kind, rows in (("people", self.people), ("links", self.links))
            for action in (CREATE, UPDATE, MATCH, REFUSE)
        }


def make_plan(people, links, world):
    """Plan an import.

    :param people: ``(row number, {field: text})`` pairs, empty cells left out
    :param links: the same for links
    :param world: :class:`~.import_world.World`
    :return: :class:`Plan`
    """
    people_rows = [PersonRow(number, dict(cells)) for number, cells in people]
    link_rows = [LinkRow(number, dict(cells)) for number, cells in links]
    texts = [row.cells.get("department", "") for row in people_rows]
    departments = Departments(world.departments, texts)
    for row in people_rows:
        parse_person(row, world, departments)
    for row in link_rows:
        parse_link(row, world)
    identify_people(people_rows, world)
    finder = Finder(people_rows, world)
    plan_lines(people_rows, finder, world)
    plan_links(link_rows, finder, world)
    for row in people_rows:
        _choose_action(row)
    for row in link_rows:
        if row.issues:
            row.action = REFUSE
        elif not row.action:
            row.action = CREATE
    return Plan(people_rows, link_rows)


def _choose_action(row):
    known = row.known
    if known:
        for name, value in (("name", known.name), ("key", known.key)):
            # Upper and lower case make no other name.
            if fold(row.values.get(name, "")) == fold(value):
                row.values.pop(name, None)
    if known and not known.is_editable:
        for name in CONTACT_FIELDS:
            row.values.pop(name, None)
    if row.issues:
        row.action = REFUSE
    elif not known:
        row.action = CREATE
    else:
        if row.superior and row.superior != known.superior:
            row.changes.append("superior")
        identity = {"key": known.key, "email": known.email, "name": known.name}
        row.settle({**known.values, **identity})
        if known.place != ON_MAP:
            row.action = CREATE
