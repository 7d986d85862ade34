import base64

from odoo import models
from odoo.exceptions import ValidationError

from ..tools.import_columns import (
    LINKS,
    PEOPLE,
    choose_tables,
    guess_fields,
    missing_fields,
    pick_cells,
)
from ..tools.import_plan import make_plan
from ..tools.table_reader import DEFAULT_MAX_ROWS, TableError, read_tables

MAX_ROWS_PARAMETER = "relationship_network.import_max_rows"
SAMPLE_VALUES = 3
SAMPLE_ROWS = 100


class RelationshipImport(models.TransientModel):
    """Reads the uploaded files and plans what becomes of their rows."""

    _inherit = "relationship.import"

    def _read_tables(self):
        """``{kind: table}`` of the uploaded files.

        :raise ValidationError: when a file cannot be read, or none is given
        """
        # Only administrators read system parameters, hence sudo.
        limit = self.env["ir.config_parameter"].sudo().get_param(MAX_ROWS_PARAMETER)
        found = {}
        for kind in (PEOPLE, LINKS):
            content, name = self[f"{kind}_file"], self[f"{kind}_file_name"] or ""
            if not content and not name:
                continue
            try:
                tables = read_tables(
                    base64.b64decode(content or b""),
                    name,
                    self.encoding or None,
                    self.delimiter or None,
                    int(limit or DEFAULT_MAX_ROWS),
                )
            except TableError as error:
                raise ValidationError(self._file_message(error)) from error
            if len(tables) == 1:
                found[kind] = tables[0]
            else:
                found = {**choose_tables(tables), **found}
        if not found:
            raise ValidationError(
                self.env._("Choose a file with people, a file with links, or both.")
            )
        return found

    def _get_columns(self):
        """Values of the columns of the uploaded files, with what they seem to hold.

        :raise ValidationError: when a file cannot be read
        """
        return [
            {
                "kind": kind,
                "position": position,
                "name": table.header[position],
                "sample": self._get_sample(table, position),
                "people_field" if kind == PEOPLE else "link_field": field,
            }
            for kind, table in self._read_tables().items()
            for position, field in enumerate(guess_fields(kind, table.header))
        ]

    def _get_sample(self, table, position):
        values = dict.fromkeys(row.cells[position] for row in table.rows[:SAMPLE_ROWS])
        return ", ".join([value for value in values if value][:SAMPLE_VALUES])

    def _make_plan(self):
        """Plan the import by the columns as they are set now."""
        tables = {PEOPLE: [], LINKS: []}
        for kind, table in self._read_tables().items():
            columns = self.column_ids.filtered(lambda c, kind=kind: c.kind == kind)
            names = columns._get_fields()
            self._check_columns(kind, names)
            tables[kind] = [
                (row.number, pick_cells(names, row.cells)) for row in table.rows
            ]
        return make_plan(tables[PEOPLE], tables[LINKS], self._get_world(tables))

    def _check_columns(self, kind, names):
        used = [name for name in names if name]
        double = {name for name in used if used.count(name) > 1}
        if double:
            raise ValidationError(
                self.env._(
                    "Several columns are imported as %(fields)s. Choose one of them.",
                    fields=self._labels(kind, sorted(double)),
                )
            )
        missing = missing_fields(kind, used)
        if missing:
            either = self.env._(" or ").join(
                self._labels(kind, [name]) for name in missing[0]
            )
            raise ValidationError(
                self.env._(
                    "No column is imported as %(fields)s. Choose the column that holds "
                    "it, or add it to the file.",
                    fields=either,
                )
            )
