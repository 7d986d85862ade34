import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from odoo.tests import BaseCase

from ..tools.table_reader import Row, TableError, column_letter, read_tables


def csv_bytes(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def xlsx_bytes(**sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


class TestReadCsv(BaseCase):
    def _read(self, content, **options):
        (table,) = read_tables(content, "people.csv", **options)
        return table

    def _error(self, content, file_name="people.csv", **options):
        with self.assertRaises(TableError) as caught:
            read_tables(content, file_name, **options)
        self.assertEqual(caught.exception.params["file"], file_name)
        return caught.exception

    def test_header_and_numbered_rows(self):
        table = self._read(csv_bytes("Name,Weight", "Anna, 3 ", "", "Bruno"))
        self.assertEqual(table.header, ("Name", "Weight"))
        self.assertEqual(table.rows, [Row(2, ("Anna", "3")), Row(4, ("Bruno", ""))])

    def test_separators(self):
        for separator in ",;\t|":
            lines = [separator.join(cells) for cells in (("a", "b c"), ("1", "2 3"))]
            with self.subTest(separator=separator):
                table = self._read(csv_bytes(*lines))
                self.assertEqual(table.header, ("a", "b c"))
                self.assertEqual(table.rows[0].cells, ("1", "2 3"))

    def test_semicolons_with_commas_inside(self):
        table = self._read(csv_bytes("name;note", "Anna;calm, fair, busy", "B;x"))
        self.assertEqual(table.rows[0].cells, ("Anna", "calm, fair, busy"))

    def test_whitespace(self):
        table = self._read(csv_bytes("id  age level", "1 33   3", "2  42 2"))
        self.assertEqual(table.rows[1].cells, ("2", "42", "2"))

    def test_one_column_of_full_names(self):
        table = self._read(csv_bytes("Full Name", "Anna Berg", "Bruno Costa"))
        self.assertEqual(table.header, ("Full Name",))

    def test_quoted_line_breaks_count_as_one_row(self):
        table = self._read(csv_bytes("a,b", '1,"two\nlines"', "2,x"))
        self.assertEqual([row.number for row in table.rows], [2, 3])

    def test_encodings(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
            with self.subTest(encoding=encoding):
                table = self._read(csv_bytes("姓名,部门", "李,销售", encoding=encoding))
                self.assertEqual(table.header, ("姓名", "部门"))

    def test_chosen_encoding(self):
        for encoding in ("gb18030", "big5", "utf-16-le"):
            with self.subTest(encoding=encoding):
                content = csv_bytes("姓名,部門", "李,銷售", encoding=encoding)
                table = self._read(content, encoding=encoding)
                self.assertEqual(table.rows[0].cells, ("李", "銷售"))

    def test_wrong_encoding_names_row_and_byte(self):
        content = csv_bytes("name,note", "a,b", "Zoë,x", encoding="cp1252")
        error = self._error(content)
        self.assertEqual(error.code, "encoding")
        self.assertEqual(error.params["row"], 3)
        self.assertEqual(error.params["byte"], content.index(b"\xeb") + 1)
        self.assertEqual(error.params["encoding"], "utf-8")

    def test_binary_content(self):
        self.assertEqual(self._error(b"a,b\n\0\0,1").code, "not_text")

    def test_empty(self):
        for content in (b"", b" \n \n", b"\xef\xbb\xbf"):
            with self.subTest(content=content):
                self.assertEqual(self._error(content).code, "empty")

    def test_header_only(self):
        self.assertEqual(self._error(b"name,weight\n").code, "no_rows")

    def test_duplicate_header(self):
        error = self._error(b"name,weight,Name\nA,1,B")
        self.assertEqual(error.code, "duplicate_header")
        self.assertEqual(error.params["other"], "C")

    def test_unnamed_column(self):
        error = self._error(b"name,,weight\nA,,1\nB,x,1")
        self.assertEqual(error.code, "unnamed_column")
        self.assertEqual((error.params["column"], error.params["row"]), ("B", 3))

    def test_unnamed_empty_column_is_left_out(self):
        table = self._read(b"name,,weight,\nA,,1,")
        self.assertEqual(table.header, ("name", "weight"))
        self.assertEqual(table.rows[0].cells, ("A", "1"))

    def test_row_wider_than_the_header(self):
        error = self._error(b"name,note\nA,b\nB,c,d")
        self.assertEqual(error.code, "too_many_cells")
        self.assertEqual((error.params["row"], error.params["count"]), (3, 3))

    def test_broken_quoting_names_the_row(self):
        error = self._error(b'name,note\nA,b\nB,"c\nC,d\n')
        self.assertEqual((error.code, error.params["row"]), ("quoting", 3))

    def test_too_many_rows(self):
        content = b"name,n\n" + b"".join(b"P%d,1\n" % i for i in range(100_000))
        error = self._error(content)
        self.assertEqual((error.code, error.params["limit"]), ("too_many_rows", 10_000))
        self.assertEqual(len(self._read(content, max_rows=100_000).rows), 100_000)

    @given(
        st.lists(
            st.lists(st.text("ab,;\"'\n 汉", min_size=1), min_size=2, max_size=2),
            min_size=1,
        )
    )
    def test_what_was_written_is_read(self, rows):
        def quoted(cell):
            return '"{}"'.format(cell.replace('"', '""'))

        lines = ["name,note", *(",".join(map(quoted, row)) for row in rows)]
        expected = [[cell.strip() for cell in row] for row in rows]
        content = "\n".join(lines).encode()
        if not any(map(any, expected)):
            return
        table = self._read(content, delimiter=",")
        self.assertEqual(
            [row.cells for row in table.rows],
            [tuple(row) for row in expected if any(row)],
        )

    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, content):
        for file_name in ("a.csv", "a.xlsx"):
            try:
                tables = read_tables(content, file_name)
            except TableError:
                continue
            for table in tables:
                self.assertTrue(table.rows)
                for row in table.rows:
                    self.assertEqual(len(row.cells), len(table.header))


class TestReadXlsx(BaseCase):
    def test_sheets(self):
        content = xlsx_bytes(
            People=[["Name", "Weight"], ["Anna", 3.0], [None, None], ["Bruno", 2.5]],
            Empty=[],
            Links=[["From", "To"], ["Anna", "Bruno"]],
        )
        people, links = read_tables(content, "book.xlsx")
        self.assertEqual(people.name, "People")
        self.assertEqual(people.rows, [Row(2, ("Anna", "3")), Row(4, ("Bruno", "2.5"))])
        self.assertEqual(links.rows[0].cells, ("Anna", "Bruno"))

    def test_recognised_without_its_file_name(self):
        (table,) = read_tables(xlsx_bytes(A=[["a", "b"], [1, True]]), "upload")
        self.assertEqual(table.rows[0].cells, ("1", "true"))

    def test_not_a_spreadsheet(self):
        for content in (b"PK\x03\x04broken", b"name,weight\nA,1"):
            with self.subTest(content=content), self.assertRaises(TableError) as caught:
                read_tables(content, "people.xlsx")
            self.assertEqual(caught.exception.code, "not_spreadsheet")

    def test_old_excel(self):
        with self.assertRaises(TableError) as caught:
            read_tables(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "people.xls")
        self.assertEqual(caught.exception.code, "old_excel")

    def test_too_many_rows(self):
        content = xlsx_bytes(People=[["Name"], *([f"P{i}"] for i in range(101))])
        with self.assertRaises(TableError) as caught:
            read_tables(content, "people.xlsx", max_rows=100)
        self.assertEqual(caught.exception.params["sheet"], "People")

    def test_column_letters(self):
        letters = [column_letter(index) for index in (0, 25, 26, 701, 702)]
        self.assertEqual(letters, ["A", "Z", "AA", "ZZ", "AAA"])
