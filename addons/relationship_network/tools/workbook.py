"""Workbooks of plain values, formatted to be read on paper too.

Every text is written as text: a name that starts like a formula stays a name.
"""

import io
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

import xlsxwriter

from .sheet_names import sheet_name

MAX_TEXT = 32_767
MAX_INDENT = 15
MAX_MARGIN_TEXT = 100

# Ground and ink of the levels, as on the drawn map.
LEVEL_COLOURS = {
    "2": ("#1B7A43", "#FFFFFF"),
    "1": ("#8FD0A3", "#0D3D20"),
    "0": ("#F2D36B", "#4A3A00"),
    "-1": ("#F3A183", "#5C1A06"),
    "-2": ("#BF2F26", "#FFFFFF"),
    "": ("#E7EAEE", "#5F6875"),
}
STATUS_COLOURS = {
    "green": ("#1B7A43", "#FFFFFF"),
    "amber": ("#F2D36B", "#4A3A00"),
    "red": ("#BF2F26", "#FFFFFF"),
}
NUMBER_FORMATS = {
    "integer": "0",
    "number": "0.##",
    "amount": "#,##0",
    "signed_integer": "+0;-0;0",
    "percent": "0%",
    "signed_percent": "+0%;-0%;0%",
    # Built-in formats: the reader's program shows them in its own language.
    "date": 14,
    "datetime": 22,
}
ALIGNMENTS = {
    **dict.fromkeys(NUMBER_FORMATS, "right"),
    "date": "center",
    "datetime": "center",
}
TITLE_COLOUR = "#714B67"
LINE_COLOUR = "#C9CDD3"


class Coloured(NamedTuple):
    """A word on the colour of a level (``"2"`` … ``"-2"``, ``""``) or status."""

    key: str
    word: str


class Indented(NamedTuple):
    """A text moved in by ``depth`` steps; slanted when it names nobody real."""

    text: str
    depth: int = 0
    italic: bool = False


class Link(NamedTuple):
    """A text that leads to another sheet of the workbook."""

    text: str
    sheet: str


class Typed(NamedTuple):
    """A value of another kind than the rest of its column."""

    value: Any
    kind: str


class Column(NamedTuple):
    """One column: its heading, width in characters, and kind of value.

    :param kind: ``text`` or a key of :data:`NUMBER_FORMATS`
    """

    label: str
    width: float
    kind: str = "text"


@dataclass
class Table:
    """A sheet with one row per record."""

    label: str
    columns: list[Column]
    rows: list[tuple]
    empty: str = ""


@dataclass
class Card:
    """A sheet that sums up: labelled values, counts per level, remarks.

    :param facts: ``(label, kind, value)`` triples
    :param counts: ``(Coloured, number)`` pairs
    :param remarks: sentences below their heading
    """

    label: str
    title: str
    subtitle: str
    facts: list[tuple[str, str, Any]]
    counts_label: str
    counts: list[tuple[Coloured, int]]
    remarks_label: str
    remarks: list[str] = field(default_factory=list)


class Margin(NamedTuple):
    """What each printed page says besides its contents."""

    left: str
    right: str
    page: str
    """Text with ``{page}`` and ``{pages}``."""


class Workbook:
    """Collects sheets and returns the file.

    :param title: title in the properties of the file
    :param author: author in the properties of the file
    :param margin: :class:`Margin` of every sheet
    """

    def __init__(self, title, author, margin):
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        self._book.set_properties({"title": title, "author": author})
        self._margin = margin
        self._formats = {}
        self._names = []

    def reserve(self, label, prefix=""):
        """Choose the name of a sheet that is added later, for links to it."""
        name = sheet_name(label, prefix, self._names)
        self._names.append(name)
        return name

    def add(self, content, name):
        """Add a sheet.

        :param content: :class:`Table` or :class:`Card`
        :param name: name from :meth:`reserve`
        """
        sheet = self._book.add_worksheet(name)
        self._set_up_page(sheet, content.label)
        if isinstance(content, Table):
            self._write_table(sheet, content)
        else:
            self._write_card(sheet, content, name)

    def close(self):
        """Finish the workbook.

        :return: bytes of the xlsx file
        """
        self._book.close()
        return self._buffer.getvalue()

    # ------------------------------------------------------------------- sheets

    def _set_up_page(self, sheet, label):
        margin = self._margin
        page = margin.page.format(page="&P", pages="&N")
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        sheet.set_header(f"&L&B{_margin_text(margin.left)}&R{_margin_text(label)}")
        sheet.set_footer(f"&L{_margin_text(margin.right)}&R{page}")

    def _write_table(self, sheet, table):
        heading = self._format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=TITLE_COLOUR,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=LINE_COLOUR,
        )
        for position, column in enumerate(table.columns):
            sheet.set_column(position, position, column.width)
            sheet.write_string(0, position, column.label, heading)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        for line, row in enumerate(table.rows, start=1):
            for position, (column, value) in enumerate(
                zip(table.columns, row, strict=True)
            ):
                self._write(sheet, line, position, value, column.kind)
        if not table.rows and table.empty:
            self._write(sheet, 1, 0, Indented(table.empty, italic=True))

    def _write_card(self, sheet, card, name):
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 70)
        sheet.set_row(0, 28)
        title = self._format(bold=True, font_size=18, font_color=TITLE_COLOUR)
        sheet.write_string(0, 0, _cut(card.title), title)
        sheet.write_string(
            1, 0, _cut(card.subtitle), self._format(font_color="#5F6875")
        )
        bold = self._format(bold=True, valign="top")
        plain = {"border": 0, "text_wrap": False, "align": "left"}
        line = 3
        for label, kind, value in card.facts:
            sheet.write_string(line, 0, label, bold)
            self._write(sheet, line, 1, value, kind, **plain)
            line += 1
        line += 1
        sheet.write_string(line, 0, card.counts_label, bold)
        self._add_counts_chart(sheet, name, card, line + 1)
        for level, number in card.counts:
            line += 1
            self._write(sheet, line, 0, level)
            self._write(sheet, line, 1, number, "integer")
        line += 2
        sheet.write_string(line, 0, card.remarks_label, bold)
        remark = self._format(text_wrap=True, valign="top")
        for text in card.remarks:
            line += 1
            sheet.merge_range(line, 0, line, 2, "", remark)
            sheet.write_string(line, 0, _cut(text), remark)

    def _add_counts_chart(self, sheet, name, card, first):
        last = first + len(card.counts) - 1
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": card.counts_label,
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "points": [
                    {
                        "fill": {"color": LEVEL_COLOURS[level.key][0]},
                        "border": {"color": "#5F6875"},
                    }
                    for level, __ in card.counts
                ],
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_legend({"none": True})
        chart.set_title({"none": True})
        chart.set_y_axis({"reverse": True, "line": {"color": LINE_COLOUR}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": 480, "height": 20 * (len(card.counts) + 1)})
        sheet.insert_chart(first - 1, 2, chart, {"x_offset": 12})

    # -------------------------------------------------------------------- cells

    def _write(self, sheet, line, position, value, kind="text", **style):
        """Write one value in the way its type and the kind of its column ask for."""
        if isinstance(value, Typed):
            value, kind = value
        style = {
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": LINE_COLOUR,
            "align": ALIGNMENTS.get(kind, "left"),
            **style,
        }
        if kind in NUMBER_FORMATS:
            style["num_format"] = NUMBER_FORMATS[kind]
        if value is None or value is False or value == "":
            sheet.write_blank(line, position, None, self._format(**style))
        elif isinstance(value, Coloured):
            ground, ink = (LEVEL_COLOURS | STATUS_COLOURS)[value.key]
            style.update(bg_color=ground, font_color=ink, bold=value.key in ("2", "-2"))
            sheet.write_string(line, position, value.word, self._format(**style))
        elif isinstance(value, Indented):
            style.update(indent=min(value.depth, MAX_INDENT), italic=value.italic)
            sheet.write_string(line, position, _cut(value.text), self._format(**style))
        elif isinstance(value, Link):
            style.update(font_color=TITLE_COLOUR, underline=1)
            target = value.sheet.replace("'", "''")
            sheet.write_url(
                line,
                position,
                f"internal:'{target}'!A1",
                self._format(**style),
                _cut(value.text),
            )
        elif isinstance(value, date | datetime):
            sheet.write_datetime(line, position, value, self._format(**style))
        elif kind in NUMBER_FORMATS:
            sheet.write_number(line, position, value, self._format(**style))
        else:
            sheet.write_string(line, position, _cut(str(value)), self._format(**style))

    def _format(self, **style):
        """The format with these properties; made once, as files limit their number."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]


def _cut(text):
    """Longer texts than a cell can hold would be dropped silently."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _margin_text(text):
    """Text for the margin of a page, where ``&`` starts a command."""
    return text[:MAX_MARGIN_TEXT].replace("&", "&&")
