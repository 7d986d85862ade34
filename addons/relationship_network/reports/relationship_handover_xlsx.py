from odoo import fields, models

from ..tools.workbook import Coloured, Column, Table


class RelationshipHandoverXlsx(models.AbstractModel):
    """The list of what we lose when a colleague leaves, as a workbook to print."""

    _name = "relationship.handover.xlsx"
    _inherit = "relationship.map.xlsx"
    _description = "Workbook of a Hand-Over"

    def _build(self, handover):
        """Workbook of one hand-over, in the user's language and time zone.

        :param handover: ``relationship.handover`` of the user
        :return: bytes of the xlsx file
        """
        book = self._new_workbook(handover.display_name)
        sheet = self._contacts_sheet(handover)
        book.add(sheet, book.reserve(sheet.label))
        return book.close()

    def _contacts_sheet(self, handover):
        _ = self.env._
        return Table(
            label=_("Contacts"),
            columns=[
                Column(_("Contact"), 26),
                Column(_("Account"), 24),
                Column(_("Role"), 20),
                Column(_("Weight"), 9, "number"),
                Column(_("Closeness"), 15),
                Column(_("Strength"), 10, "integer"),
                Column(_("Last Contact"), 13, "date"),
                Column(_("Owned"), 8),
                Column(_("Known by Nobody Else"), 12),
                Column(_("Value"), 9, "number"),
                Column(_("Lost"), 9, "number"),
                Column(_("Successor"), 22),
                Column(_("Because"), 36),
            ],
            rows=[self._contact_row(line) for line in handover.line_ids],
            empty=_("Nobody is owned or known by this colleague alone."),
        )

    def _contact_row(self, line):
        yes = self.env._("Yes")
        levels = dict(line._fields["level"]._description_selection(self.env))
        last_contact = line.last_contact and fields.Date.context_today(
            line, line.last_contact
        )
        return (
            line.name,
            line.account_id.name or "",
            line.role_id.name or "",
            line.weight,
            Coloured(line.level or "", levels.get(line.level, "")),
            line.strength or None,
            last_contact or None,
            yes if line.is_owned else "",
            yes if line.is_only_known else "",
            line.value,
            line.lost_value,
            line.successor_id.name or "",
            line.reason or "",
        )
