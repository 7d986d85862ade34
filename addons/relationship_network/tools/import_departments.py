"""Departments by full name ("Sales / East") or by their own name ("East")."""

import re
from collections import defaultdict

from .import_values import fold

SEPARATOR = " / "
# A stroke between spaces: "R/D" is one department.
_SEPARATOR = re.compile(r"(?<=\s)/(?=\s)")


def split_department(text):
    """Own names from the topmost department down; empty when one of them is."""
    parts = [" ".join(part.split()) for part in _SEPARATOR.split(f" {text} ")]
    return parts if all(parts) else []


def department_paths(parts):
    """Full names of a department and all above it, the topmost first."""
    return [SEPARATOR.join(parts[: depth + 1]) for depth in range(len(parts))]


class Departments:
    """The departments there will be: the known ones and those that a table adds.

    Names are understood against all of them, so that a name means the same before and
    after the import, whatever the order of the rows.

    :param known: full names of the account's departments
    :param texts: all department cells of the table
    """

    def __init__(self, known, texts):
        self._by_full_name = {}
        self._by_own_name = defaultdict(list)
        self._known = set(known)
        for name in known:
            self._add(name)
        for text in texts:
            parts = split_department(text)
            if len(parts) > 1:
                for name in department_paths(parts):
                    self._add(name)

    def _add(self, name):
        if fold(name) not in self._by_full_name:
            self._by_full_name[fold(name)] = name
            self._by_own_name[fold(name.split(SEPARATOR)[-1])].append(name)

    def is_new(self, name):
        """Whether a department of that full name has to be created."""
        return name not in self._known

    def resolve(self, text):
        """Full names that a text may mean.

        :return: one name, known or new; several when the text is ambiguous; none
            when it is not a name
        """
        parts = split_department(text)
        if not parts:
            return []
        name = SEPARATOR.join(parts)
        full_name = self._by_full_name.get(fold(name))
        if full_name:
            return [full_name]
        if not self._by_own_name.get(fold(name)):
            self._add(name)
        return self._by_own_name[fold(name)]
