import io
import re

import polib

from odoo.tests import TransactionCase
from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export

# Abbreviations and the expression of a file's name stay as they are; a .po leaves out
# what equals its source.
SAME_EVERYWHERE = re.compile(r"[A-Z0-9-]+|object\.\w+")
KEPT = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}|</?\w+")


def _kept(text):
    """What a translation repeats: placeholders, tags and the spaces at the ends."""
    return set(KEPT.findall(text)), text[:1].isspace(), text[-1:].isspace()


def _has_words(text):
    """Whether anything but placeholders and signs is said."""
    return any(letter.isalpha() for letter in KEPT.sub("", text))


class TranslationCommon(TransactionCase):
    """An addon whose Chinese translation has to be complete."""

    addon = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chinese = polib.pofile(file_path(f"{cls.addon}/i18n/zh_CN.po"))

    def _check_every_term_is_translated(self):
        """Of the code as it is, not of the template, which may be older."""
        export = io.BytesIO()
        trans_export(None, [self.addon], export, "po", self.env)
        terms = {entry.msgid for entry in polib.pofile(export.getvalue().decode())}
        self.assertTrue(terms)
        translated = {entry.msgid for entry in self.chinese.translated_entries()}
        missing = [
            term
            for term in sorted(terms - translated)
            if not SAME_EVERYWHERE.fullmatch(term) and _has_words(term)
        ]
        self.assertFalse(missing, f"zh_CN.po lacks {len(missing)} terms")

    def _check_template_lists_what_is_translated(self):
        template = polib.pofile(file_path(f"{self.addon}/i18n/{self.addon}.pot"))
        self.assertEqual(
            [entry.msgid for entry in template],
            [entry.msgid for entry in self.chinese],
        )

    def _check_placeholders_and_tags_are_kept(self):
        for entry in self.chinese.translated_entries():
            with self.subTest(entry.msgid):
                self.assertEqual(_kept(entry.msgstr), _kept(entry.msgid))
