import io
import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export

from ..tools.import_columns import LINKS, PEOPLE, guess_fields
from ..tools.import_values import PARSERS, ROLE_MEANINGS, fold

ADDON = "relationship_network"
# Abbreviations stay as they are; a .po leaves out what equals its source.
SAME_EVERYWHERE = re.compile(r"[A-Z0-9-]+")
KEPT = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}|</?\w+")


def _kept(text):
    """What a translation repeats: placeholders, tags and the spaces at the ends."""
    return set(KEPT.findall(text)), text[:1].isspace(), text[-1:].isspace()


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chinese = polib.pofile(file_path(f"{ADDON}/i18n/zh_CN.po"))

    def test_every_term_is_translated(self):
        """Of the code as it is, not of the template, which may be older."""
        export = io.BytesIO()
        trans_export(None, [ADDON], export, "po", self.env)
        terms = {entry.msgid for entry in polib.pofile(export.getvalue().decode())}
        self.assertIn("Relationship Map", terms)
        translated = {entry.msgid for entry in self.chinese.translated_entries()}
        missing = [
            term
            for term in sorted(terms - translated)
            if not SAME_EVERYWHERE.fullmatch(term)
        ]
        self.assertFalse(missing, f"zh_CN.po lacks {len(missing)} terms")

    def test_template_lists_what_is_translated(self):
        template = polib.pofile(file_path(f"{ADDON}/i18n/{ADDON}.pot"))
        self.assertEqual(
            [entry.msgid for entry in template],
            [entry.msgid for entry in self.chinese],
        )

    def test_placeholders_and_tags_are_kept(self):
        for entry in self.chinese.translated_entries():
            with self.subTest(entry.msgid):
                self.assertEqual(_kept(entry.msgstr), _kept(entry.msgid))

    def test_import_finds_columns_by_their_chinese_names(self):
        chinese = {entry.msgid: entry.msgstr for entry in self.chinese}
        column = self.env["relationship.import.column"]
        for kind, name in ((PEOPLE, "people_field"), (LINKS, "link_field")):
            for field, label in column._fields[name].selection:
                with self.subTest(label):
                    self.assertEqual(guess_fields(kind, [chinese[label]]), [field])

    def test_import_understands_chinese_values(self):
        chinese = {entry.msgid: entry.msgstr for entry in self.chinese}
        person = self.env["relationship.stakeholder"]
        for name in ("level", "political_status", "contact_depth"):
            for value, label in person._fields[name].selection:
                with self.subTest(label):
                    self.assertEqual(PARSERS[name](chinese[label]), value)
        for value, label in self.env["relationship.role"]._fields["meaning"].selection:
            with self.subTest(label):
                self.assertEqual(ROLE_MEANINGS[fold(chinese[label])], value)
