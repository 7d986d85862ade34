"""Reporting lines of an import: whom a superior's name means, and no cycles."""

from .import_world import ELSEWHERE, ON_MAP, OWN, Directory

LISTED = 10


class Finder:
    """Finds whom a text in a cell means: the nearest people first.

    :param rows: people rows after identification
    :param world: :class:`~.import_world.World`
    """

    def __init__(self, rows, world):
        self.known = {person.node: person for person in world.people}
        self.rows = {row.node: row for row in rows if not row.is_duplicate}
        self._map, self._account = Directory(), Directory()
        self._own, self._elsewhere = Directory(), Directory()
        for row in self.rows.values():
            self._map.add(row.node, row.key, row.email, row.name)
        for person in world.people:
            # A row says what its person is called after the import.
            if person.node not in self.rows:
                self._directory(person.place).add(
                    person.node, person.key, person.email, person.name
                )

    def _directory(self, place):
        by_place = {ON_MAP: self._map, OWN: self._own, ELSEWHERE: self._elsewhere}
        return by_place.get(place, self._account)

    def find_on_map(self, text):
        """Nodes on the map or brought to it by a row."""
        return self._map.find(text)[1]

    def find_anywhere(self, text):
        """``(way, nodes)`` of the nearest people that a text means."""
        for directory in (self._map, self._account, self._own, self._elsewhere):
            way, nodes = directory.find(text)
            if nodes:
                return way, nodes
        return None, set()

    def is_elsewhere(self, node):
        """Whether somebody is neither of the account nor one of us."""
        return node not in self.rows and self.known[node].place == ELSEWHERE

    def name(self, node):
        """What a message calls somebody."""
        row = self.rows.get(node)
        return row.label if row else self.known[node].name

    def employer(self, node, world):
        """The group of companies somebody works for; the account's by default."""
        person = self.known.get(node)
        return person.employer if person else world.employer

    def employer_name(self, node, world):
        """What a message calls that group of companies."""
        person = self.known.get(node)
        return person.employer_name if person else world.account_name


def plan_lines(rows, finder, world):
    """Set ``superior`` of each row, refuse rows whose superior cannot be one.

    :param rows: list of :class:`~.import_rows.PersonRow` after identification
    :param finder: :class:`Finder` over the same rows
    :param world: :class:`~.import_world.World`
    """
    for row in rows:
        if row.cells.get("superior") and not row.is_duplicate:
            _resolve_superior(row, finder, world)
    # First as the file says, so that other faults of a row hide no cycle; then again
    # without the refused rows, whose known lines stay as they are.
    _refuse_cycles([row for row in rows if row.superior], finder)
    _refuse_below_refused(rows, finder)
    while _refuse_cycles(_changing(rows), finder):
        _refuse_below_refused(rows, finder)


def _resolve_superior(row, finder, world):
    text = row.cells["superior"]
    nodes = finder.find_on_map(text)
    if len(nodes) > 1:
        row.refuse("ambiguous_superior", text=text, count=len(nodes))
    elif not nodes:
        _refuse_superior(row, text, finder, world)
    elif row.node in nodes:
        row.refuse("own_superior", name=row.label)
    else:
        (superior,) = nodes
        if finder.employer(superior, world) != finder.employer(row.node, world):
            _refuse_employer(row, superior, finder, world)
        row.superior = superior


def _refuse_superior(row, text, finder, world):
    """Say why somebody who is not on the map cannot be the superior."""
    nodes = finder.find_anywhere(text)[1]
    foreign = [
        node
        for node in nodes
        if finder.employer(node, world) != finder.employer(row.node, world)
    ]
    if not nodes:
        row.refuse("unknown_superior", text=text)
    elif len(foreign) == len(nodes):
        _refuse_employer(row, min(foreign), finder, world)
    else:
        row.refuse("superior_not_on_map", text=text)


def _refuse_employer(row, superior, finder, world):
    row.refuse(
        "superior_of_other_company",
        name=row.label,
        company=finder.employer_name(row.node, world),
        superior=finder.name(superior),
        other=finder.employer_name(superior, world),
    )


def _refuse_below_refused(rows, finder):
    """Whoever would report to somebody who is not imported is refused, too."""
    below = {}
    for row in rows:
        below.setdefault(row.superior, []).append(row)
    pending = [row for row in rows if _is_missing(row, finder)]
    while pending:
        superior = pending.pop()
        for row in below.get(superior.node, ()):
            if not row.issues:
                row.refuse(
                    "superior_refused", superior=superior.label, row=superior.number
                )
                if _is_missing(row, finder):
                    pending.append(row)


def _is_missing(row, finder):
    """Whether refusing this row leaves nobody to report to."""
    if not row.issues or row.is_duplicate:
        return False
    person = finder.known.get(row.node)
    return not person or person.place != ON_MAP


def _changing(rows):
    return [row for row in rows if row.superior and not row.issues]


def _refuse_cycles(rows, finder):
    """Refuse the rows on each cycle of the reporting lines as these rows change them.

    :return: whether there was any
    """
    changing = {row.node: row for row in rows}
    superiors = {node: person.superior for node, person in finder.known.items()}
    superiors.update((node, row.superior) for node, row in changing.items())
    cycles = find_cycles(superiors)
    for cycle in cycles:
        on_cycle = [changing[node] for node in cycle if node in changing]
        rows_text = _shorten(", ", sorted(row.number for row in on_cycle))
        names = [finder.name(node) for node in cycle]
        names_text = _shorten(" → ", names) + f" → {names[0]}"
        for row in on_cycle:
            row.refuse("cycle", rows=rows_text, names=names_text)
    return bool(cycles)


def _shorten(separator, parts):
    """Join parts, cutting long lists: a message repeats them for each row."""
    shown = [*map(str, parts[:LISTED]), *(["…"] if len(parts) > LISTED else [])]
    return separator.join(shown)


def find_cycles(superiors):
    """The cycles of a graph in which everybody has at most one superior.

    :param superiors: ``{node: superior or None}``
    :return: list of lists of nodes, each once, in the order of reporting and starting
        with its smallest node; in time that grows with the number of nodes only
    """
    done = set()
    cycles = []
    for start in superiors:
        path = {}
        node = start
        while node is not None and node not in done and node not in path:
            path[node] = len(path)
            node = superiors.get(node)
        if node in path:
            cycle = list(path)[path[node] :]
            first = cycle.index(min(cycle))
            cycles.append(cycle[first:] + cycle[:first])
        done.update(path)
    return sorted(cycles)
