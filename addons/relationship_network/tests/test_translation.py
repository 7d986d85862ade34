from odoo.tests import tagged

from ..tools.import_columns import LINKS, PEOPLE, guess_fields
from ..tools.import_values import PARSERS, ROLE_MEANINGS, fold
from .common_translation import TranslationCommon


@tagged("post_install", "-at_install")
class TestTranslation(TranslationCommon):
    addon = "relationship_network"

    def test_every_term_is_translated(self):
        self._check_every_term_is_translated()

    def test_template_lists_what_is_translated(self):
        self._check_template_lists_what_is_translated()

    def test_placeholders_and_tags_are_kept(self):
        self._check_placeholders_and_tags_are_kept()

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
