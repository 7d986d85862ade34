from odoo import models
from odoo.tools import format_date

from ..tools.workbook import Column, Indented, Table
from .relationship_map_xlsx import _ratio


class RelationshipClosenessXlsx(models.AbstractModel):
    """The closeness detail of a map as a workbook."""

    _name = "relationship.closeness.xlsx"
    _description = "Workbook of the Closeness Detail"
    _inherit = "relationship.map.xlsx"

    def _build_closeness(self, relationship_map, date):
        """Workbook with the rows of ``get_closeness_detail``.

        :param relationship_map: one ``relationship.map`` that the user may read
        :param date: day to compare with
        :return: bytes of the xlsx file
        """
        title = self.env._("Closeness of %(map)s", map=relationship_map.name)
        book = self._new_workbook(title)
        sheet = self._closeness_sheet(relationship_map.get_closeness_detail(date))
        book.add(sheet, book.reserve(sheet.label))
        return book.close()

    def _closeness_sheet(self, detail):
        _ = self.env._
        labels = {**self._levels(), "": _("Not assessed")}
        then = _("Closeness on %(date)s", date=format_date(self.env, detail["date"]))
        return Table(
            label=_("Closeness"),
            columns=[
                Column(_("Department or Person"), 36),
                Column(_("Job Position"), 26),
                Column(_("Weight"), 9, "number"),
                Column(_("Closeness Level"), 18),
                Column(_("Closeness"), 11, "signed_percent"),
                Column(_("Coverage"), 11, "percent"),
                Column(_("Solution Acceptance"), 13, "signed_percent"),
                Column(_("Price Acceptance"), 13, "signed_percent"),
                Column(_("Relationship Owner"), 20),
                Column(_("Assessed On"), 12, "date"),
                Column(then, 14, "signed_percent"),
                Column(_("Change"), 11, "signed_percent"),
                Column(_("Since Then"), 12),
            ],
            rows=[self._closeness_row(row, labels) for row in detail["rows"]],
        )

    def _closeness_row(self, row, labels):
        _ = self.env._
        is_person = row["kind"] == "person"
        states = {"new": _("New"), "left": _("Left the map")}
        return (
            Indented(row["name"], row["depth"], bool(row.get("is_placeholder"))),
            row.get("function"),
            row["weight"],
            self._level(row["level"], labels) if is_person else None,
            _ratio(row["closeness"]),
            _ratio(row["coverage"]),
            _ratio(_percent_of(row["solution"])),
            _ratio(_percent_of(row["price"])),
            row["owner"] and row["owner"]["name"] if is_person else None,
            row.get("assessed_on"),
            _ratio(row["before"]),
            _ratio(row["change"]),
            states.get(row.get("state")),
        )


def _percent_of(value):
    """Acceptance of a set in percent as it is, that of a person from the level."""
    return 100 * int(value) if isinstance(value, str) else value
