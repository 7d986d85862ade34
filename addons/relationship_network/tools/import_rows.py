"""The rows of an import and the values in them."""

from dataclasses import dataclass, field

from .import_values import PARSERS, CellError, fold
from .import_world import Issue, KnownPerson

CREATE = "create"
UPDATE = "update"
MATCH = "match"
REFUSE = "refuse"
# Cells that name somebody or something to be looked up, not plain values.
PERSON_REFERENCES = ("superior",)
LINK_REFERENCES = ("source", "target", "type")


@dataclass
class RowPlan:
    """What happens to one row.

    :param number: number of the row as a spreadsheet shows it
    :param cells: texts by field, empty ones left out
    :param values: parsed values by field
    :param issues: why the row is refused
    :param action: ``create``, ``update``, ``match`` or ``refuse``
    :param changes: fields that an update changes
    """

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    action: str = ""
    changes: list[str] = field(default_factory=list)

    def refuse(self, code, **params):
        """Note why this row cannot be imported."""
        self.issues.append(Issue(code, params))

    def settle(self, known_values):
        """Choose between update and match, given what is known already.

        :param known_values: current values by field
        """
        self.changes += [
            name
            for name, value in self.values.items()
            if known_values.get(name) != value
        ]
        self.action = UPDATE if self.changes else MATCH


@dataclass
class PersonRow(RowPlan):
    """A row of the people table.

    :param known: whom the row stands for, if anybody is known
    :param superior: node of the superior, once resolved
    :param is_duplicate: whether another row stands for the same person
    :param has_new_department: whether the department has to be created
    """

    known: KnownPerson | None = None
    superior: tuple | None = None
    is_duplicate: bool = False
    has_new_department: bool = False

    @property
    def node(self):
        """The person of this row."""
        return self.known.node if self.known else ("row", self.number)

    @property
    def key(self):
        """Key after the import."""
        return self.values.get("key") or (self.known.key if self.known else "")

    @property
    def email(self):
        """E-mail address after the import."""
        return self.values.get("email") or (self.known.email if self.known else "")

    @property
    def name(self):
        """Name after the import; empty for a placeholder."""
        if "name" in self.values:
            return self.values["name"]
        if self.known and not self.known.is_placeholder:
            return self.known.name
        return ""

    @property
    def label(self):
        """How a message calls the person."""
        known_name = self.known.name if self.known else ""
        title = self.cells.get("function") or self.cells.get("role", "")
        return self.name or known_name or title or self.key

    @property
    def is_placeholder(self):
        """Whether nobody's name is known for this place."""
        return not self.name

    @property
    def has_title(self):
        """Whether a function or role tells what a placeholder stands for."""
        return "function" in self.values or "role" in self.values

    @property
    def name_identity(self):
        """What namesakes share; placeholders have a title and a department."""
        if self.name:
            return fold(self.name)
        return placeholder_identity(self.values)


@dataclass
class LinkRow(RowPlan):
    """A row of the links table; ends are nodes once resolved."""

    source: tuple | None = None
    target: tuple | None = None
    link_type: tuple | None = None
    known_id: int | None = None

    @property
    def label(self):
        """How a message calls the link."""
        ends = (self.cells.get("source", "?"), self.cells.get("target", "?"))
        return " → ".join(ends)


def placeholder_identity(values):
    """Placeholders of one function, or else role, in one department are the same."""
    title = fold(values.get("function") or "") or values.get("role")
    return (title, fold(values.get("department") or ""))


def parse_person(row, world, departments):
    """Fill in the values of a people row, or say why that is impossible."""
    _parse_plain(row, PERSON_REFERENCES)
    _look_up(row, "role", world.roles, "unknown_role", "ambiguous_role")
    _look_up(row, "owner", world.owners, "unknown_owner", "ambiguous_owner")
    _parse_department(row, departments)
    placed = "superior" in row.cells or "department" in row.cells
    if row.values.get("is_parked") and placed:
        row.refuse("parked_and_placed")


def parse_link(row, world):
    """Fill in the values of a links row, or say why that is impossible."""
    _parse_plain(row, LINK_REFERENCES)
    if "type" in row.cells:
        types = world.link_types.get(fold(row.cells["type"]), [])
        if len(types) == 1:
            row.link_type = types[0]
        else:
            code = "ambiguous_type" if types else "unknown_type"
            row.refuse(code, field="type", text=row.cells["type"])
    else:
        row.refuse("empty_cell", field="type")
    start, end = row.values.get("date_start"), row.values.get("date_end")
    if start and end and start > end:
        row.refuse("dates_reversed", start=start.isoformat(), end=end.isoformat())


def _parse_plain(row, references):
    for name, text in row.cells.items():
        if name in references or name not in PARSERS:
            continue
        try:
            row.values[name] = PARSERS[name](text)
        except CellError as issue:
            row.refuse(issue.code, field=name, text=text)


def _look_up(row, name, choices, unknown_code, ambiguous_code):
    if name not in row.cells:
        return
    ids = choices.get(fold(row.cells[name]), [])
    if len(ids) == 1:
        row.values[name] = ids[0]
    else:
        code = ambiguous_code if ids else unknown_code
        row.refuse(code, field=name, text=row.cells[name])


def _parse_department(row, departments):
    """Full name of the department: a known one, or one that will be created."""
    text = row.cells.get("department")
    if not text:
        return
    names = departments.resolve(text)
    if len(names) == 1:
        row.values["department"] = names[0]
        row.has_new_department = departments.is_new(names[0])
    elif names:
        row.refuse(
            "ambiguous_department",
            field="department",
            text=text,
            names=", ".join(sorted(names)),
        )
    else:
        row.refuse("invalid_department", field="department", text=text)
