from odoo import models

from ..tools.import_columns import PEOPLE
from ..tools.import_plan import CONTACT_FIELDS
from ..tools.import_rows import CREATE, REFUSE
from ..tools.import_world import ACCOUNT, REMOVED


class RelationshipImport(models.TransientModel):
    """Says in the user's language what the import tools found."""

    _inherit = "relationship.import"

    # --------------------------------------------------------------------- files

    def _file_message(self, error):
        """Sentence for a :class:`~..tools.table_reader.TableError`."""
        place = error.params["file"]
        if error.params.get("sheet"):
            place = self.env._(
                "%(file)s, sheet “%(sheet)s”", file=place, sheet=error.params["sheet"]
            )
        sentence = self._file_messages()[error.code] % error.params
        return self.env._("%(place)s: %(sentence)s", place=place, sentence=sentence)

    def _file_messages(self):
        _ = self.env._
        return {
            "empty": _("The file is empty. Choose a file with a header and rows."),
            "encoding": _(
                "Row %(row)s, byte %(byte)s of the file, is not valid %(encoding)s. "
                "Choose the encoding that the file was saved in, or save it as UTF-8."
            ),
            "not_text": _(
                "Row %(row)s is not text. Save the table as CSV or XLSX, or choose the "
                "encoding that the file was saved in."
            ),
            "old_excel": _("This is an old Excel file. Save it as XLSX or CSV."),
            "not_spreadsheet": _(
                "This is not an XLSX workbook. Open it in a spreadsheet program and "
                "save it as XLSX or CSV."
            ),
            "too_large": _(
                "The workbook unpacks to more than %(limit)s MB. Save only the sheets "
                "to import, or use CSV."
            ),
            "too_many_rows": _(
                "There are more than %(limit)s rows, which is the limit. Split the "
                "file, or ask an administrator to raise the system parameter "
                "relationship_network.import_max_rows."
            ),
            "quoting": _(
                "In row %(row)s a quotation mark is opened and not closed, or stands "
                "inside a value. Correct the row."
            ),
            "unnamed_column": _(
                "Column %(column)s has a value in row %(row)s but no name in the "
                "header. Name the column or empty it."
            ),
            "duplicate_header": _(
                "Columns %(column)s and %(other)s are both named “%(names)s”. Rename "
                "one of them."
            ),
            "too_many_cells": _(
                "Row %(row)s has %(count)s cells, but the header has %(expected)s. Put "
                "values that contain the separator in quotation marks."
            ),
            "no_rows": _("There is a header, but no row below it."),
        }

    # ---------------------------------------------------------------------- rows

    def _row_message(self, kind, row, texts):
        """What is done with a row, or why it is refused.

        :param texts: result of :meth:`_row_messages`
        """
        if row.action == REFUSE:
            return " ".join(
                self._issue_message(kind, issue, texts) for issue in row.issues
            )
        changes = row.changes
        parts = []
        if kind == PEOPLE and row.action == CREATE:
            parts.append(self._new_person_message(row))
            # All else is new; what was there before is the contact's own data.
            changes = [name for name in changes if name in CONTACT_FIELDS]
        if changes:
            parts.append(
                self.env._("Changes: %(fields)s", fields=self._labels(kind, changes))
            )
        if kind == PEOPLE and row.has_new_department:
            name = row.values["department"]
            parts.append(self.env._("New department: %(name)s", name=name))
        return " · ".join(parts)

    def _new_person_message(self, row):
        _ = self.env._
        if not row.known:
            return _("New placeholder") if row.is_placeholder else _("New contact")
        if row.known.place == REMOVED:
            return _("Was removed from the map and comes back")
        if row.known.place == ACCOUNT:
            return _("Contact of the account, put on the map")
        company = row.known.employer_name
        return _("Contact of %(company)s, put on the map", company=company)

    def _issue_message(self, kind, issue, texts):
        params = dict(issue.params)
        if "field" in params:
            params["field"] = self._labels(kind, [params["field"]])
        return texts[issue.code] % params

    def _labels(self, kind, names):
        field_name = "people_field" if kind == PEOPLE else "link_field"
        field = self.env["relationship.import.column"]._fields[field_name]
        labels = dict(field._description_selection(self.env))
        return ", ".join(labels[name] for name in names)

    def _row_messages(self):
        return {
            **self._value_messages(),
            **self._person_messages(),
            **self._link_messages(),
        }

    def _value_messages(self):
        _ = self.env._
        return {
            "invalid_level": _(
                "%(field)s: “%(text)s” is not a level. Use 2, 1, 0, -1 or -2."
            ),
            "invalid_choice": _("%(field)s: “%(text)s” is not one of the choices."),
            "invalid_boolean": _("%(field)s: “%(text)s” is neither yes nor no."),
            "invalid_number": _("%(field)s: “%(text)s” is not a number."),
            "invalid_date": _(
                "%(field)s: “%(text)s” is not a date. Write it as 2026-01-31."
            ),
            "invalid_email": _("%(field)s: “%(text)s” is not an e-mail address."),
            "not_positive": _("%(field)s: “%(text)s” must be greater than 0."),
            "not_one_to_five": _(
                "%(field)s: “%(text)s” must be a whole number from 1 to 5."
            ),
            "empty_cell": _("%(field)s is empty."),
            "unknown_role": _("There is no decision role “%(text)s”."),
            "ambiguous_role": _("Several decision roles are called “%(text)s”."),
            "unknown_owner": _("None of our users is called “%(text)s”."),
            "ambiguous_owner": _(
                "Several of our users are called “%(text)s”. Use the login."
            ),
            "invalid_department": _("“%(text)s” is not the name of a department."),
            "ambiguous_department": _(
                "“%(text)s” may be any of these departments: %(names)s. Use the full "
                "name."
            ),
            "parked_and_placed": _(
                "Who is not placed yet can have neither a superior nor a department."
            ),
        }

    def _person_messages(self):
        _ = self.env._
        return {
            "nameless": _(
                "Nobody is named. Give a name, or, for a placeholder, a role."
            ),
            "unknown_key": _(
                "Nobody has the key “%(key)s” yet. Give a name, or, for a placeholder, "
                "a role."
            ),
            "nameless_contact": _(
                "A person with an e-mail address or phone needs a name."
            ),
            "duplicate_person": _("%(name)s is the same person as in row %(row)s."),
            "same_name_row": _(
                "%(name)s may be the same person as in row %(rows)s. Give each a key "
                "or an e-mail address."
            ),
            "ambiguous_name": _(
                "There are %(count)s people called %(name)s. Give a key or an e-mail "
                "address."
            ),
            "name_claimed_twice": _(
                "Several rows may be the known %(name)s. Give their e-mail address."
            ),
            "ambiguous_key": _("%(count)s people have the key “%(key)s”."),
            "ambiguous_email": _(
                "%(count)s contacts have the e-mail address %(email)s. Merge them, or "
                "give a key."
            ),
            "key_and_email_differ": _(
                "The key “%(key)s” is that of %(name)s, but the e-mail address "
                "%(email)s is that of %(other)s."
            ),
            "unknown_superior": _(
                "Superior “%(text)s” is neither in the file nor on the map."
            ),
            "ambiguous_superior": _(
                "Superior “%(text)s” may be %(count)s people. Use the key or the "
                "e-mail address."
            ),
            "superior_not_on_map": _(
                "Superior “%(text)s” is a contact of the account, but not on the map. "
                "Add a row for them."
            ),
            "superior_of_other_company": _(
                "%(name)s of %(company)s cannot report to %(superior)s of %(other)s. "
                "Import an influence link between them instead."
            ),
            "own_superior": _("%(name)s cannot report to themselves."),
            "superior_refused": _("Superior %(superior)s in row %(row)s is refused."),
            "cycle": _("Rows %(rows)s report to each other in a circle: %(names)s."),
        }

    def _link_messages(self):
        _ = self.env._
        return {
            "unknown_type": _("There is no link type “%(text)s”."),
            "ambiguous_type": _("Several link types are called “%(text)s”."),
            "dates_reversed": _(
                "The link ends (%(end)s) before it starts (%(start)s)."
            ),
            "unknown_person": _(
                "%(field)s: “%(text)s” is neither in the file nor among the people of "
                "the account nor one of us."
            ),
            "ambiguous_person": _(
                "%(field)s: “%(text)s” may be %(count)s people. Use the key or the "
                "e-mail address."
            ),
            "person_elsewhere": _(
                "%(field)s: “%(text)s” is known at %(company)s only. Use the e-mail "
                "address if that person is meant."
            ),
            "placeholder_end": _(
                "%(field)s: “%(text)s” is a placeholder; links need a contact."
            ),
            "end_refused": _("%(field)s: “%(text)s” in row %(row)s is refused."),
            "self_link": _("%(name)s cannot be linked to themselves."),
            "duplicate_link": _("The same link stands in row %(row)s."),
        }
