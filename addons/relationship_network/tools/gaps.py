"""What a map lacks, from plain facts about its people and departments."""

from typing import Any, NamedTuple


class PersonFacts(NamedTuple):
    """What the gap rules need to know of one person.

    ``key`` names the person to the caller, and so does ``role`` the role. Somebody is
    engaged when we are in real contact; ``reaches_others`` when their word does;
    ``is_busy`` when something is planned with them.
    """

    key: Any
    name: str
    role: Any = None
    meaning: str | None = None
    department_id: int | None = None
    level: int | None = None
    is_placeholder: bool = False
    has_owner: bool = False
    decides: bool = False
    is_engaged: bool = False
    reaches_others: bool = False
    is_busy: bool = False


class Needed(NamedTuple):
    """A role that somebody must have; without a meaning only the role itself counts."""

    key: Any
    name: str
    meaning: str | None = None


class Item(NamedTuple):
    """Who or what a gap is about."""

    key: Any
    name: str


class Gap(NamedTuple):
    """One gap: its ``kind`` and what or whom it is about.

    Kinds: ``missing_role``, ``placeholder``, ``uncovered_department``,
    ``single_thread``, ``unknown_people``, ``unused_supporter``, ``not_assessed``,
    ``no_owner``.
    """

    kind: str
    items: tuple[Item, ...]

    @property
    def names(self):
        return tuple(item.name for item in self.items)


def map_gaps(people, key_departments, needed_roles=(), unknown_people=()):
    """List the gaps of a map, most serious first.

    :param people: iterable of :class:`PersonFacts`
    :param key_departments: ``{department id: (name, ids of it and all below it)}``
    :param needed_roles: iterable of :class:`Needed`
    :param unknown_people: iterable of :class:`Item`, people met who are not on the map
    :return: list of :class:`Gap`
    """
    people = list(people)
    named = [person for person in people if not person.is_placeholder]
    found = {
        "missing_role": _missing_roles(named, needed_roles),
        "placeholder": _items(p for p in people if p.is_placeholder),
        "uncovered_department": _uncovered_departments(named, key_departments),
        "single_thread": _single_thread(named),
        "unknown_people": list(unknown_people),
        "unused_supporter": _unused_supporters(named),
        "not_assessed": _items(p for p in named if p.level is None),
        "no_owner": _items(p for p in named if not p.has_owner),
    }
    return [Gap(kind, tuple(items)) for kind, items in found.items() if items]


def _items(people):
    return [Item(person.key, person.name) for person in people]


def _missing_roles(named, needed_roles):
    roles = {person.role for person in named}
    meanings = {person.meaning for person in named} - {None}
    return [
        Item(needed.key, needed.name)
        for needed in needed_roles
        if needed.key not in roles and needed.meaning not in meanings
    ]


def _uncovered_departments(named, key_departments):
    peopled = {p.department_id for p in named if p.level is not None}
    return [
        Item(department_id, name)
        for department_id, (name, branch_ids) in key_departments.items()
        if not peopled.intersection(branch_ids)
    ]


def _single_thread(named):
    """The only person we are in contact with, of several."""
    engaged = [person for person in named if person.is_engaged]
    return _items(engaged) if len(engaged) == 1 and len(named) > 1 else []


def _unused_supporters(named):
    """Supporters whose word reaches others, idle while a decider is not won yet."""
    to_win = {p.key for p in named if p.decides and (p.level or 0) < 1}
    return _items(
        person
        for person in named
        if to_win
        and (person.level or 0) > 0
        and person.reaches_others
        and not person.is_busy
    )
