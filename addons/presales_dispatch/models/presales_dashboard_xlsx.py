from odoo import api, models

from odoo.addons.relationship_network.tools.workbook import (
    Column,
    Margin,
    Table,
    Workbook,
)


class PresalesDashboardXlsx(models.AbstractModel):
    """The presales desk as a workbook."""

    _name = "presales.dashboard.xlsx"
    _description = "Presales Dashboard as Workbook"

    @api.model
    def _build(self, date=False):
        """:return: bytes of the xlsx file; see ``presales.dashboard.get_data``"""
        data = self.env["presales.dashboard"].get_data(date)
        _ = self.env._
        period = f"{data['date_from']} – {data['date_to']}"
        workbook = Workbook(
            _("Presales Desk"),
            self.env.company.name,
            Margin(self.env.company.name, period, _("Page {page} of {pages}")),
        )
        for label, columns, rows in self._get_tables(data):
            table = Table(label, columns, rows, empty=_("Nothing in this quarter"))
            workbook.add(table, workbook.reserve(label))
        return workbook.close()

    def _get_tables(self, data):
        _ = self.env._
        yield (
            _("Figures"),
            [
                Column(_("Figure"), 28),
                Column(_("Value"), 16),
                Column(_("Meaning"), 70),
            ],
            [(one["label"], one["value"], one["text"]) for one in data["figures"]],
        )
        yield (
            _("Response"),
            [
                Column(_("Tier"), 8),
                Column(_("Requests"), 12, "integer"),
                Column(_("Answered"), 12, "integer"),
                Column(_("Hours until the response (median)"), 20, "number"),
                Column(_("Target (hours)"), 16, "number"),
                Column(_("In time"), 12, "percent"),
            ],
            [
                (
                    row["tier"],
                    row["asked"],
                    row["answered"],
                    _known(row["hours"]),
                    row["target"],
                    _share(row["in_time"]),
                )
                for row in data["responses"]
            ],
        )
        yield (
            _("Hours by Tier"),
            [
                Column(_("Tier"), 8),
                Column(_("Opportunities"), 16, "integer"),
                Column(_("Hours"), 12, "number"),
            ],
            [(row["tier"], row["leads"], row["hours"]) for row in data["tiers"]],
        )
        fairness = data["fairness"]
        yield (
            _("Mismatches"),
            [
                Column(_("Opportunity"), 36),
                Column(_("Salesperson"), 22),
                Column(_("Tier"), 8),
                Column(_("Worth"), 10, "number"),
                Column(_("Hours"), 10, "number"),
                Column(_("Hours by Worth"), 14, "number"),
            ],
            [
                (
                    row["name"],
                    row["seller"],
                    row["tier"],
                    row["worth"],
                    row["hours"],
                    row["fair_hours"],
                )
                for row in fairness["over"] + fairness["under"]
            ],
        )
        yield (
            _("Gini by Quarter"),
            [
                Column(_("Quarter"), 14),
                Column(_("Gini of Hours"), 14, "number"),
                Column(_("Gini of Worth"), 14, "number"),
            ],
            [
                (row["label"], row["hours"], row["worth"])
                for row in fairness["quarters"]
            ],
        )


def _known(value):
    return None if value is False else value


def _share(percent):
    return None if percent is False else percent / 100
