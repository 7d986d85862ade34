import io
from datetime import date

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.reporting_lines import Place, indented_order
from ..tools.sheet_names import sheet_name
from ..tools.workbook import Coloured, Column, Indented, Link, Margin, Table, Workbook

FORBIDDEN = set("[]:*?/\\")


class TestSheetName(BaseCase):
    def test_characters_that_no_sheet_name_may_have(self):
        self.assertEqual(sheet_name("Links", "A/B: [C]?"), "A B C - Links")
        self.assertEqual(sheet_name("'Links'"), "Links")

    def test_prefix_is_cut_and_label_kept(self):
        self.assertEqual(
            sheet_name("Decision Chain", "1 A very long name of an account"),
            "1 A very long - Decision Chain",
        )

    def test_names_differ_whatever_their_case(self):
        self.assertEqual(sheet_name("Gaps", "Acme", ["acme - gaps"]), "Acme 2 - Gaps")

    def test_names_that_cannot_be_used(self):
        self.assertEqual(sheet_name("History"), "History 2")
        self.assertEqual(sheet_name(""), "-")

    @given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=20))
    def test_every_name_is_valid_and_unique(self, wanted):
        names = []
        for label, prefix in wanted:
            names.append(sheet_name(label, prefix, names))
        self.assertEqual(len({name.lower() for name in names}), len(names))
        for name in names:
            self.assertTrue(1 <= len(name) <= 31, name)
            self.assertFalse(FORBIDDEN & set(name), name)
            self.assertEqual(name.strip("'"), name)


class TestIndentedOrder(BaseCase):
    def test_people_stand_below_their_superior(self):
        places = [Place("c", "b", (1,)), Place("b", "a", (1,)), Place("a", None, (1,))]
        self.assertEqual(indented_order(places), [("a", 0), ("b", 1), ("c", 2)])

    def test_a_superior_of_another_group_does_not_indent(self):
        places = [Place("a", None, (2,)), Place("b", "a", (1,))]
        self.assertEqual(indented_order(places), [("b", 0), ("a", 0)])

    def test_neighbours_keep_their_order(self):
        places = [Place("z", None, ()), Place("y", "z", ()), Place("x", "z", ())]
        self.assertEqual(indented_order(places), [("z", 0), ("y", 1), ("x", 1)])

    def test_a_circle_is_listed_too(self):
        places = [Place("a", "b", ()), Place("b", "a", ())]
        self.assertEqual(indented_order(places), [("a", 0), ("b", 1)])

    @given(
        st.lists(
            st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3)),
            unique_by=lambda place: place[0],
        )
    )
    def test_everybody_is_listed_once(self, people):
        order = indented_order(Place(key, up, (group,)) for key, up, group in people)
        self.assertEqual(
            sorted(key for key, __ in order), sorted(key for key, __, __ in people)
        )


class TestWorkbook(BaseCase):
    def _build(self, rows, columns=("A", "B"), kind="text"):
        book = Workbook("Title", "Author", Margin("Left", "Right", "{page} of {pages}"))
        name = book.reserve("Sheet")
        table = Table("Sheet", [Column(label, 10, kind) for label in columns], rows)
        book.add(table, name)
        return openpyxl.load_workbook(io.BytesIO(book.close()))["Sheet"]

    def test_texts_never_become_formulas(self):
        texts = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://x.example", "\t=1"]
        sheet = self._build([(text, Indented(text)) for text in texts])
        for row, text in zip(sheet.iter_rows(min_row=2), texts, strict=True):
            for cell in row:
                self.assertEqual(cell.value, text)
                self.assertEqual(cell.data_type, "s")
                self.assertIsNone(cell.hyperlink)

    def test_values_keep_their_type(self):
        sheet = self._build([(0.5, date(2026, 1, 2))], kind="percent")
        self.assertEqual(sheet["A2"].value, 0.5)
        self.assertEqual(sheet["A2"].number_format, "0%")
        self.assertTrue(sheet["B2"].is_date or sheet["B2"].value)

    def test_empty_is_not_zero(self):
        sheet = self._build([(0, False)], kind="integer")
        self.assertEqual(sheet["A2"].value, 0)
        self.assertIsNone(sheet["B2"].value)

    def test_levels_are_coloured_and_named(self):
        sheet = self._build([(Coloured("2", "Strong Support (+2)"), "")])
        self.assertEqual(sheet["A2"].value, "Strong Support (+2)")
        self.assertEqual(sheet["A2"].fill.fgColor.rgb, "FF1B7A43")

    def test_too_long_texts_are_cut_not_dropped(self):
        sheet = self._build([("x" * 40_000, "")])
        self.assertEqual(len(sheet["A2"].value), 32_767)

    def test_prints_on_the_width_of_one_page(self):
        sheet = self._build([("a", "b")])
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertEqual(sheet.page_setup.fitToHeight, 0)
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.freeze_panes, "B2")
        self.assertEqual(sheet.auto_filter.ref, "A1:B2")
        self.assertEqual(sheet.print_title_rows, "$1:$1")

    def test_link_to_a_sheet_of_that_name(self):
        sheet = self._build([(Link("Go", "It's me"), "")])
        self.assertEqual(sheet["A2"].hyperlink.location, "'It''s me'!A1")
