"""What a map lacks, from plain facts about its people and departments."""

from typing import NamedTuple

NEEDED_MEANINGS = ("economic_buyer", "decision_maker", "champion")


class PersonFacts(NamedTuple):
    """What the gap rules need to know of one person."""

    name: str
    meaning: str | None
    department_id: int | None
    level: int | None
    is_placeholder: bool
    has_owner: bool


class Gap(NamedTuple):
    """One gap: its ``kind`` and what or whom it is about.

    Kinds: ``missing_role`` (names are role meanings), ``placeholder``,
    ``uncovered_department``, ``not_assessed``, ``no_owner``.
    """

    kind: str
    names: tuple[str, ...]


def map_gaps(people, key_departments):
    """List the gaps of a map, most serious first.

    :param people: iterable of :class:`PersonFacts`
    :param key_departments: ``{department id: (name, ids of it and all below it)}``
    :return: list of :class:`Gap`
    """
    people = list(people)
    named = [p for p in people if not p.is_placeholder]
    known = {p.meaning for p in named}
    peopled = {p.department_id for p in named if p.level is not None}
    found = [
        Gap("missing_role", tuple(m for m in NEEDED_MEANINGS if m not in known)),
        Gap("placeholder", tuple(p.name for p in people if p.is_placeholder)),
        Gap(
            "uncovered_department",
            tuple(
                name
                for name, branch_ids in key_departments.values()
                if not peopled.intersection(branch_ids)
            ),
        ),
        Gap("not_assessed", tuple(p.name for p in named if p.level is None)),
        Gap("no_owner", tuple(p.name for p in named if not p.has_owner)),
    ]
    return [gap for gap in found if gap.names]
