from odoo import fields, models
from odoo.tools import format_date

from ..tools.workbook import Coloured, Column, Margin, Table, Typed, Workbook

# Kinds of the screen that workbooks call otherwise.
KINDS = {"change": "signed_integer", "status": "text"}
PERCENTS = ("percent", "signed_percent")
WIDTHS = {"text": 34, "status": 12}


class RelationshipDashboardXlsx(models.AbstractModel):
    """The dashboard as a workbook, with everything that its lists cut off."""

    _name = "relationship.dashboard.xlsx"
    _description = "Workbook of the Dashboard"

    def _build(self, filters=None):
        """Workbook of what the user sees on the dashboard, in their language.

        :param filters: as in ``relationship.dashboard.get_data``
        :return: bytes of the xlsx file
        :raise AccessError: when the user may not read maps
        :raise ValidationError: when a filter or its value does not exist
        """
        dashboard = self.env["relationship.dashboard"]
        filters, definitions = dashboard._read_filters(filters)
        questions = dashboard._get_questions(filters)
        title = self.env._("Relationship Dashboard")
        book = Workbook(
            title=title, author=self.env.user.name, margin=self._get_margin(title)
        )
        sheets = [
            self._summary_sheet(questions, filters, definitions),
            *(
                self._list_sheet(entry)
                for question in questions
                for entry in question["lists"]
            ),
            self._list_sheet(dashboard._get_alert_list(filters)),
            self._trend_sheet(questions),
        ]
        for sheet in sheets:
            book.add(sheet, book.reserve(sheet.label))
        return book.close()

    def _get_margin(self, title):
        return Margin(
            left=title,
            right=self.env._(
                "Confidential. %(user)s, %(date)s",
                user=self.env.user.name,
                date=format_date(self.env, fields.Date.context_today(self)),
            ),
            page=self.env._("Page {page} of {pages}"),
        )

    # ------------------------------------------------------------------- sheets

    def _summary_sheet(self, questions, filters, definitions):
        _ = self.env._
        rows = []
        for question in questions:
            rows += [
                (
                    question["title"],
                    figure["label"],
                    self._typed(figure),
                    self._change(figure),
                    figure.get("since"),
                    figure.get("note"),
                )
                for figure in question["figures"]
            ]
            bars = question["bars"]
            rows += [
                (
                    bars["title"],
                    bar["label"],
                    self._typed(bar),
                    None,
                    None,
                    bar.get("note"),
                )
                for bar in bars["bars"]
            ]
        for definition in definitions:
            labels = dict(definition["options"])
            chosen = labels[filters[definition["name"]]]
            rows.append((_("Filters"), definition["label"], chosen, None, None, None))
        return Table(
            label=_("Summary"),
            columns=[
                Column(_("Question"), 44),
                Column(_("Figure"), 36),
                Column(_("Value"), 18),
                Column(_("Change"), 10),
                Column(_("Since"), 12, "date"),
                Column(_("Remark"), 26),
            ],
            rows=rows,
        )

    def _list_sheet(self, entry):
        columns = entry["columns"]
        return Table(
            label=entry["sheet"],
            columns=[
                Column(
                    column["label"],
                    WIDTHS.get(column["kind"], 13),
                    KINDS.get(column["kind"], column["kind"]),
                )
                for column in columns
            ],
            rows=[
                tuple(
                    self._value(row[column["name"]], column["kind"])
                    for column in columns
                )
                for row in entry["rows"]
            ],
            empty=entry["empty"],
        )

    def _trend_sheet(self, questions):
        _ = self.env._
        return Table(
            label=_("Trend"),
            columns=[
                Column(_("Question"), 60),
                Column(_("What"), 18),
                Column(_("Date"), 12, "date"),
                Column(_("Value"), 12),
            ],
            rows=[
                (
                    question["title"],
                    question["trend"]["label"],
                    point["date"],
                    self._typed({**question["trend"], **point}),
                )
                for question in questions
                for point in question["trend"]["points"]
            ],
        )

    # -------------------------------------------------------------------- cells

    def _typed(self, figure):
        return Typed(self._value(figure["value"], figure["kind"]), figure["kind"])

    def _change(self, figure):
        """Changes of percents are points of a percent, as on the screen."""
        change = figure.get("change")
        return None if change is None else Typed(change, "signed_integer")

    def _value(self, value, kind):
        if kind == "status":
            field = self.env["relationship.map"]._fields["status"]
            words = dict(field._description_selection(self.env))
            return Coloured(value, words[value]) if value else None
        if kind in PERCENTS and value is not None:
            return value / 100
        return value
