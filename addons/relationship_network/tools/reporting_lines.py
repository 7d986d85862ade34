"""People in the order of their reporting lines, as an indented list shows them."""

from collections.abc import Hashable
from typing import NamedTuple


class Place(NamedTuple):
    """Where one person stands.

    :param key: whatever identifies the person
    :param superior: key of the superior, or None
    :param group: sort key of the group (a department) the person is listed in
    """

    key: Hashable
    superior: Hashable | None
    group: tuple


def indented_order(places):
    """List people group by group, each below the superior of the same group.

    Who has no superior in the own group starts at the margin; neighbours keep the
    order they come in. Everybody is listed exactly once, whatever the lines are.

    :param places: iterable of :class:`Place`
    :return: list of ``(key, depth)``, depth counted within the group
    """
    places = list(places)
    groups = {place.key: place.group for place in places}
    below = {}
    tops = []
    for place in places:
        if place.superior != place.key and groups.get(place.superior) == place.group:
            below.setdefault(place.superior, []).append(place.key)
        else:
            tops.append(place)
    tops.sort(key=lambda place: place.group)
    listed = {}
    _list_branches([place.key for place in tops], below, listed)
    # A circle of superiors has no top: start anywhere in it.
    for place in places:
        if place.key not in listed:
            _list_branches([place.key], below, listed)
    return list(listed.items())


def _list_branches(tops, below, listed):
    stack = [(key, 0) for key in reversed(tops)]
    while stack:
        key, depth = stack.pop()
        if key not in listed:
            listed[key] = depth
            stack += ((child, depth + 1) for child in reversed(below.get(key, ())))
