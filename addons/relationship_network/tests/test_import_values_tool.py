import contextlib
import datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.import_columns import (
    LINKS,
    PEOPLE,
    SYNONYMS,
    choose_tables,
    guess_fields,
    guess_kind,
    missing_fields,
)
from ..tools.import_values import (
    PARSERS,
    CellError,
    parse_date,
    parse_email,
    parse_level,
    parse_strength,
    parse_weight,
)
from ..tools.table_reader import Table


class TestValues(BaseCase):
    def _issue(self, parse, text):
        with self.assertRaises(CellError, msg=text) as caught:
            parse(text)
        return caught.exception.code

    def test_levels(self):
        texts = {
            "2": ("2", "+2", "＋2", "2.0", "Strong Support", "强支持"),
            "0": ("0", "+0", "neutral", "中立"),
            "-2": ("-2", "−2", "- 2", "strongly opposes", "强烈反对"),
        }
        for level, ways in texts.items():
            for text in ways:
                self.assertEqual(parse_level(text), level, text)
        for text in ("3", "-3", "1.5", "maybe", "12"):
            self.assertEqual(self._issue(parse_level, text), "invalid_level")

    def test_numbers(self):
        self.assertEqual(parse_weight("2,5"), 2.5)
        self.assertEqual(parse_weight("１"), 1)
        for text in ("0", "-1", "0.001"):
            self.assertEqual(self._issue(parse_weight, text), "not_positive")
        for text in ("many", "nan", "inf", "1,000.5"):
            self.assertEqual(self._issue(parse_weight, text), "invalid_number")
        self.assertEqual(parse_strength("5.0"), 5)
        for text in ("0", "6", "2.5", "-1"):
            self.assertEqual(self._issue(parse_strength, text), "not_one_to_five")

    def test_booleans(self):
        for text, expected in (("Yes", True), ("是", True), ("x", True), ("否", False)):
            self.assertIs(PARSERS["has_veto"](text), expected)
        self.assertEqual(self._issue(PARSERS["has_veto"], "often"), "invalid_boolean")

    def test_dates(self):
        day = datetime.date(2026, 3, 9)
        for text in ("2026-03-09", "2026/3/9", "2026年3月9日", "2026-03-09 00:00:00"):
            self.assertEqual(parse_date(text), day, text)
        for text in ("09/03/2026", "2026-02-30", "soon"):
            self.assertEqual(self._issue(parse_date, text), "invalid_date")

    def test_emails(self):
        self.assertEqual(parse_email(" Anna@Example.COM "), "anna@example.com")
        for text in ("anna", "anna@", "a b@c.d", "a@b@c.d"):
            self.assertEqual(self._issue(parse_email, text), "invalid_email")

    @given(st.sampled_from(sorted(PARSERS)), st.text(min_size=1))
    def test_any_text_is_parsed_or_refused(self, name, text):
        with contextlib.suppress(CellError):
            PARSERS[name](text)


class TestColumns(BaseCase):
    def test_english(self):
        header = ["ID", "Full Name", "E-mail", "Reports To", "job_title", "Shoe size"]
        self.assertEqual(
            guess_fields(PEOPLE, header),
            ["key", "name", "email", "superior", "function", None],
        )

    def test_chinese(self):
        header = ["工号", "姓名", "上级", "决策角色", "支持度", "一票否决", "部门"]
        self.assertEqual(
            guess_fields(PEOPLE, header),
            ["key", "name", "superior", "role", "level", "has_veto", "department"],
        )
        self.assertEqual(
            guess_fields(LINKS, ["来自", "目标", "关系类型", "强度"]),
            ["source", "target", "type", "strength"],
        )

    def test_two_names_in_one_header(self):
        self.assertEqual(
            guess_fields(PEOPLE, ["姓名 (Name)", "Department/部门"]),
            ["name", "department"],
        )

    def test_each_field_once(self):
        self.assertEqual(guess_fields(PEOPLE, ["Name", "Contact"]), ["name", None])

    def test_synonyms_are_unambiguous(self):
        for kind, fields in SYNONYMS.items():
            for field, names in fields.items():
                for name in names.split("|"):
                    self.assertEqual(guess_fields(kind, [name]), [field], name)

    def test_kind_of_table(self):
        self.assertEqual(guess_kind("关系", ["a", "b"]), LINKS)
        self.assertEqual(guess_kind("Sheet1", ["From", "To", "Type"]), LINKS)
        self.assertEqual(guess_kind("", ["Name", "Superior"]), PEOPLE)

    def test_tables_of_a_workbook(self):
        notes = Table("Notes", ("Remark",), [])
        people = Table("Sheet2", ("Name", "Level"), [])
        links = Table("Links", ("From", "To", "Type"), [])
        self.assertEqual(
            choose_tables([notes, links, people]), {PEOPLE: people, LINKS: links}
        )
        self.assertEqual(choose_tables([notes, links]), {PEOPLE: notes, LINKS: links})

    def test_missing_fields(self):
        self.assertEqual(missing_fields(PEOPLE, ["weight"]), [("key", "name", "email")])
        self.assertEqual(missing_fields(PEOPLE, ["key", "superior"]), [])
        self.assertEqual(missing_fields(LINKS, ["source"]), [("target",), ("type",)])
