"""Tables out of uploaded files: CSV in the encodings and separators found in the wild,
and XLSX. Bytes in, header and numbered rows of text out.
"""

import codecs
import contextlib
import csv
import datetime
import io
import warnings
import zipfile
from typing import NamedTuple

from openpyxl import load_workbook

# Ten thousand people take Odoo about half of the two minutes that it gives a request.
DEFAULT_MAX_ROWS = 10_000
# What a workbook may unpack to: beyond, it is no list of people but a trap.
MAX_UNPACKED = 200 * 1024 * 1024
DELIMITERS = (",", ";", "\t", "|")
WHITESPACE = " "
_SAMPLE_ROWS = 50
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
# UTF-32 first: its little-endian mark starts with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TableError(Exception):
    """A file that cannot be read as a table.

    :param code: ``empty``, ``encoding``, ``not_text``, ``old_excel``,
        ``not_spreadsheet``, ``too_large``, ``too_many_rows``, ``quoting``,
        ``unnamed_column``, ``duplicate_header``, ``too_many_cells``, ``no_rows``
    :param params: what a message needs to name the place: ``file``, ``sheet``,
        ``row``, ``column``, ``byte``, ``encoding``, ``limit``, ``names``
    """

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, and one text per column."""

    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A header and its rows; ``name`` is the sheet, or empty for a CSV file."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]


def read_tables(
    content, file_name, encoding=None, delimiter=None, max_rows=DEFAULT_MAX_ROWS
):
    """Read every table of a CSV or XLSX file.

    Rows are read one at a time and reading stops at the limit, so that a file that is
    far too long costs no more than one at the limit.

    :param content: bytes of the file
    :param file_name: name of the file, for messages
    :param encoding: Python's name of the encoding of a CSV file; by default a byte
        order mark decides, else UTF-8
    :param delimiter: separator of a CSV file; by default the one that fits best
    :param max_rows: most rows that are accepted per table, the header not counted
    :return: list of :class:`Table` with at least one row each, at least one
    :raise TableError: when the file cannot be read as a table
    """
    try:
        if content.startswith(_ZIP_MAGIC):
            tables = _read_workbook(content, max_rows)
        else:
            _check_text(content, file_name)
            records = _csv_records(_decode(content, encoding), delimiter)
            tables = [_build_table("", records, max_rows)]
        tables = [table for table in tables if table]
        if not tables:
            raise TableError("empty")
        filled = [table for table in tables if table.rows]
        if not filled:
            raise TableError("no_rows", sheet=tables[0].name)
        return filled
    except TableError as error:
        error.params.setdefault("file", file_name)
        raise


# ----------------------------------------------------------------------------- CSV


def _check_text(content, file_name):
    if content.startswith(_OLE_MAGIC):
        raise TableError("old_excel")
    if content.strip() and file_name.lower().endswith((".xlsx", ".xlsm")):
        raise TableError("not_spreadsheet")


def _decode(content, encoding):
    if encoding in (None, "utf-8"):
        marks = (name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark))
        encoding = next(marks, "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        raise TableError(
            "encoding",
            encoding=encoding.removesuffix("-sig"),
            row=before.count("\n") + 1,
            byte=error.start + 1,
        ) from error
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise TableError("not_text", row=text[: text.index("\0")].count("\n") + 1)
    return text


def _csv_records(text, delimiter):
    """Yield the records of the text, blank lines as empty lists."""
    if delimiter is None:
        delimiter = _sniff_delimiter(text)
    number = 0
    try:
        for record in _reader(text, delimiter):
            number += 1
            yield record
    except csv.Error as error:
        raise TableError("quoting", row=number + 1) from error


def _reader(text, delimiter):
    lines = io.StringIO(text, newline="")
    if delimiter == WHITESPACE:
        return csv.reader(
            (" ".join(line.split()) for line in lines), delimiter=" ", strict=True
        )
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _sniff_delimiter(text):
    """The separator under which most rows are as wide as the header."""
    best = max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))
    if any(_fit(text, best)):
        return best
    rows, width = _fit(text, WHITESPACE)
    # Two words may well be one column of full names.
    return WHITESPACE if width > 2 and rows == _fit(text, None)[0] else ","


def _fit(text, delimiter):
    """``(rows as wide as the header, width)`` of the first rows; zeros below two."""
    widths = []
    # The rows before a broken one tell enough; reading will report it.
    with contextlib.suppress(csv.Error):
        for record in _reader(text, delimiter or "\x1f"):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) == _SAMPLE_ROWS:
                break
    width = widths[0] if widths else 0
    if delimiter and width < 2:
        return 0, 0
    return sum(1 for other in widths if other == width), width


# ---------------------------------------------------------------------------- XLSX


def _read_workbook(content, max_rows):
    with warnings.catch_warnings():
        # openpyxl warns of decorations that it leaves out; the cells are all there.
        warnings.simplefilter("ignore")
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise TableError("too_large", limit=MAX_UNPACKED // (1024 * 1024))
            workbook = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True
            )
            with contextlib.closing(workbook):
                return [
                    _build_table(sheet.title, _sheet_records(sheet), max_rows)
                    for sheet in workbook.worksheets
                ]
        except TableError:
            raise
        except Exception as error:
            # A broken workbook fails in as many ways as zip and XML know.
            raise TableError("not_spreadsheet") from error


def _sheet_records(sheet):
    # The size that a sheet claims may be wrong, so its cells decide.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(values_only=True):
        yield [_cell_text(value) for value in cells]


def _cell_text(value):
    """Text as a person would type it: whole numbers without ``.0``, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


# --------------------------------------------------------------------------- tables


def _build_table(name, records, max_rows):
    """Check the header and collect the rows that hold anything.

    :return: :class:`Table`, or None when there is not even a header
    """
    numbered = (
        (number, [cell.strip() for cell in record])
        for number, record in enumerate(records, start=1)
    )
    filled = ((number, record) for number, record in numbered if any(record))
    header = next(filled, (0, []))[1]
    if not header:
        return None
    while not header[-1]:
        header.pop()
    rows = []
    for number, record in filled:
        if len(rows) == max_rows:
            raise TableError("too_many_rows", sheet=name, limit=max_rows)
        rows.append(Row(number, _fit_cells(record, header, number, name)))
    return _without_unnamed(Table(name, _check_header(name, header), rows))


def _fit_cells(record, header, number, name):
    if any(record[len(header) :]):
        raise TableError(
            "too_many_cells",
            sheet=name,
            row=number,
            count=len(record),
            expected=len(header),
        )
    missing = len(header) - len(record)
    return tuple(record[: len(header)]) + ("",) * missing


def _check_header(name, header):
    seen = {}
    for index, label in enumerate(header):
        first = seen.setdefault(label.casefold(), index)
        if label and first != index:
            raise TableError(
                "duplicate_header",
                sheet=name,
                names=label,
                column=column_letter(first),
                other=column_letter(index),
            )
    return tuple(header)


def _without_unnamed(table):
    """Drop columns without a name, provided that they are empty."""
    kept = []
    for index, label in enumerate(table.header):
        if label:
            kept.append(index)
            continue
        for row in table.rows:
            if row.cells[index]:
                raise TableError(
                    "unnamed_column",
                    sheet=table.name,
                    column=column_letter(index),
                    row=row.number,
                )
    if len(kept) == len(table.header):
        return table
    return Table(
        table.name,
        tuple(table.header[index] for index in kept),
        [Row(row.number, tuple(row.cells[i] for i in kept)) for row in table.rows],
    )


def column_letter(index):
    """Spreadsheet letter of a column counted from 0: A … Z, AA …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
