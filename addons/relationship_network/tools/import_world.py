"""What an import is held against: the people, links and choices that are known.

Everybody is named by a *node*, a tuple that the caller understands: ``("contact", id)``
or ``("placeholder", id)`` for those who are known, ``("row", number)`` for those whom a
row of the file brings.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from .import_values import fold

# Where somebody is known from. Rows match by name only those near the map.
ON_MAP = "map"
REMOVED = "removed"  # was on the map before
ACCOUNT = "account"  # contact of the account, not on the map
OWN = "own"  # one of our own people
ELSEWHERE = "elsewhere"
NEAR = (ON_MAP, REMOVED, ACCOUNT)


class Issue(NamedTuple):
    """Why a row is refused: a code, and what its message names."""

    code: str
    params: dict


class KnownPerson(NamedTuple):
    """Somebody the database knows already.

    :param node: how the caller knows this person
    :param place: one of the places above
    :param employer: the group of companies this person works for
    :param key: key from an earlier import, or empty
    :param superior: node of the superior on the map, or None
    :param values: current values by field of the import; ``department`` as full name
    :param is_editable: whether the contact's own data may follow the file
    """

    node: tuple
    name: str
    place: str = ON_MAP
    employer: object = None
    employer_name: str = ""
    email: str = ""
    key: str = ""
    superior: tuple | None = None
    values: dict = {}
    is_editable: bool = True

    @property
    def is_placeholder(self):
        """Whether this is a place on the map without a contact."""
        return self.node[0] == "placeholder"


class KnownLink(NamedTuple):
    """A link the database has already, with its values by field of the import."""

    id: int
    values: dict


class LinkType(NamedTuple):
    """A type of link; a mutual one has no direction."""

    id: int
    is_mutual: bool


@dataclass
class World:
    """What the database knows, for one map.

    :param employer: the group of companies of the account
    :param roles: ids by folded name, short name or meaning
    :param owners: ids of our users by folded login, e-mail or name
    :param link_types: :class:`LinkType` lists by folded name or kind
    :param departments: full names of the account's departments
    :param links: :class:`KnownLink` by :func:`link_identity`
    """

    account_name: str = ""
    employer: object = None
    people: list[KnownPerson] = field(default_factory=list)
    roles: dict[str, list[int]] = field(default_factory=dict)
    owners: dict[str, list[int]] = field(default_factory=dict)
    link_types: dict[str, list[LinkType]] = field(default_factory=dict)
    departments: list[str] = field(default_factory=list)
    links: dict[tuple, KnownLink] = field(default_factory=dict)


def link_identity(source, target, link_type):
    """What makes two links of one scope the same; mutual ones have no direction."""
    ends = (source, target)
    return (frozenset(ends) if link_type.is_mutual else ends, link_type.id)


class Directory:
    """People by key, e-mail address and name, asked in that order."""

    def __init__(self):
        self._nodes = {kind: defaultdict(set) for kind in ("key", "email", "name")}

    def add(self, node, key="", email="", name=""):
        """Enter a person under what is not empty."""
        for kind, text in (("key", key), ("email", email), ("name", name)):
            if text:
                self._nodes[kind][fold(text)].add(node)

    def find(self, text, kinds=("key", "email", "name")):
        """Nodes of those whom a text names, by the first way that names anybody.

        :return: ``(way, set of nodes)``; ``(None, empty set)`` when nobody is named
        """
        text = fold(text)
        for kind in kinds:
            nodes = self._nodes[kind].get(text)
            if nodes:
                return kind, nodes
        return None, set()
