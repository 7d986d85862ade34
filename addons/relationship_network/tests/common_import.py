import csv
import io

from openpyxl import Workbook

from odoo.exceptions import ValidationError

from .common import RelationshipCommon


def csv_file(header, *rows, name="people.csv", encoding="utf-8"):
    """``(file name, bytes)`` of a CSV file with a comma-separated header."""
    content = io.StringIO()
    csv.writer(content).writerows([header.split(","), *rows])
    return name, content.getvalue().encode(encoding)


def xlsx_file(name="book.xlsx", **sheets):
    """``(file name, bytes)`` of a workbook."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return name, content.getvalue()


class ImportCommon(RelationshipCommon):
    """Imports as a seller who is no administrator."""

    def _import(self, people=None, links=None, account=None, user=None, **options):
        engine = self.env["relationship.import"].with_user(user or self.seller)
        account = (account or self.account).with_env(engine.env)
        return engine.import_files(account, people, links, **options)

    def _assert_refused(self, *messages, people=None, links=None, **options):
        """The import fails with these words, and nothing is written."""
        before = self._contents()
        with self.assertRaises(ValidationError) as caught:
            self._import(people, links, **options)
        for message in messages:
            self.assertIn(message, str(caught.exception))
        self.assertEqual(self._contents(), before)

    def _contents(self):
        """What could be written half: everything that imports touch."""
        self.env.flush_all()
        self.env.invalidate_all()
        models = (
            "res.partner",
            "relationship.map",
            "relationship.stakeholder",
            "relationship.department",
            "relationship.link",
            "relationship.level.change",
        )
        return {
            name: self.env[name]
            .with_context(active_test=False)
            .search([])
            .mapped(lambda record: (record.id, record.write_date))
            for name in models
        }

    def _counts(self, wizard, kind="people"):
        actions = ("create", "update", "match", "refuse")
        return tuple(wizard[f"{kind}_{action}_count"] for action in actions)

    def _person(self, name):
        return self.account_map.stakeholder_ids.filtered(lambda p: p.name == name)
