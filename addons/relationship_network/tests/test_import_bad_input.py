import time
from unittest.mock import patch

from odoo.tests import tagged

from .common_import import ImportCommon, csv_file, xlsx_file

LINK_HEADER = "From,To,Type,Strength"


@tagged("post_install", "-at_install")
class TestImportBadInput(ImportCommon):
    """Every refusal names the file and row, and nothing is written."""

    def _refuse_person(self, header, *row, messages=()):
        self._assert_refused(
            "People, row 3", *messages, people=csv_file(header, ["Fine"], row)
        )

    def _refuse_link(self, *row, messages=()):
        self._assert_refused(
            "Links, row 3",
            *messages,
            people=csv_file("Key,Name", ["1", "Kai"], ["2", "Lea"], ["3", "Mia"]),
            links=csv_file(LINK_HEADER, ["1", "3", "Friend"], row, name="links.csv"),
        )

    # --------------------------------------------------------------------- files

    def test_empty_file(self):
        self._assert_refused("people.csv", "empty", people=("people.csv", b""))

    def test_no_file(self):
        self._assert_refused("Choose a file")

    def test_header_only(self):
        self._assert_refused("people.csv", "no row", people=csv_file("Name,Weight"))

    def test_wrong_encoding(self):
        people = csv_file("Name,Note", ["Kai", "a"], ["Zoë", "b"], encoding="cp1252")
        self._assert_refused("people.csv", "Row 3", "utf-8", people=people)

    def test_wrongly_chosen_encoding(self):
        people = csv_file("Name,Note", ["Kai", "a"], ["Zoë", "b"], encoding="cp1252")
        self._assert_refused("Row 3", "gb18030", people=people, encoding="gb18030")

    def test_not_a_spreadsheet(self):
        self._assert_refused("book.xlsx", "XLSX", people=("book.xlsx", b"PK\x03\x04"))
        self._assert_refused("old Excel", people=("a.xls", b"\xd0\xcf\x11\xe0" * 9))

    def test_no_column_for_a_name(self):
        people = csv_file("Weight,Level", ["1", "2"])
        self._assert_refused("External Key or Name or E-mail", people=people)

    def test_no_column_for_an_end(self):
        links = csv_file("From,Type", ["Anna Berg", "Friend"], name="links.csv")
        self._assert_refused("imported as To", links=links)

    def test_duplicate_column(self):
        people = csv_file("Name,Weight,name", ["Kai", "1", "Lea"])
        self._assert_refused("Columns A and C", people=people)

    def test_unnamed_column(self):
        people = csv_file("Name,,Weight", ["Kai", "x", "1"])
        self._assert_refused("Column B", "row 2", people=people)

    def test_row_wider_than_the_header(self):
        people = csv_file("Name,Note", ["Kai", "a"], ["Lea", "b", "c"])
        self._assert_refused("Row 3 has 3 cells", people=people)

    def test_broken_quoting(self):
        people = ("people.csv", b'Name,Note\nKai,a\nLea,"b\nMia,c\n')
        self._assert_refused("row 3", "quotation mark", people=people)

    def test_sheet_is_named(self):
        book = xlsx_file(
            People=[["Name"], ["Kai"]],
            Links=[["From", "To", "From"], ["Kai", "Lea", "Mia"]],
        )
        self._assert_refused("sheet “Links”", people=book)

    def test_hundred_thousand_rows(self):
        people = csv_file("Name", *([f"P{i}"] for i in range(100_000)))
        start = time.monotonic()
        self._assert_refused("10000", "import_max_rows", people=people)
        self.assertLess(time.monotonic() - start, 10)

    def test_row_limit_is_a_parameter(self):
        self.env["ir.config_parameter"].set_param(
            "relationship_network.import_max_rows", "2"
        )
        people = csv_file("Name", ["Kai"], ["Lea"], ["Mia"])
        self._assert_refused("more than 2 rows", people=people)

    # -------------------------------------------------------------------- people

    def test_invalid_values(self):
        cases = {
            "Level": ("3", "Closeness Level"),
            "Weight": ("0", "greater than 0"),
            "Veto": ("maybe", "yes nor no"),
            "Role": ("Emperor", "Emperor"),
            "Department": ("Sales / / East", "department"),
            "Owner": ("nobody", "nobody"),
            "Political status": ("middle", "choices"),
            "E-mail": ("kai", "e-mail address"),
        }
        for column, (text, message) in cases.items():
            with self.subTest(column=column):
                self._refuse_person(
                    f"Name,{column}", "Kai", text, messages=("Kai", text, message)
                )

    def test_negative_weight(self):
        self._refuse_person("Name,Weight", "Kai", "-2", messages=("-2",))

    def test_nameless_row(self):
        self._refuse_person("Name,Level", "", "2", messages=("Nobody is named",))

    def test_cycle(self):
        self._assert_refused(
            "People, row 2 (Kai)",
            "People, row 4 (Mia)",
            "Rows 2, 3, 4 report to each other in a circle: Kai → Lea → Mia → Kai",
            people=csv_file(
                "Name,Reports to", ["Kai", "Lea"], ["Lea", "Mia"], ["Mia", "Kai"]
            ),
        )

    def test_cycle_with_the_map(self):
        anna = self._add(self.anna)
        self._add(self.bruno, reports_to_id=anna.id)
        self._assert_refused(
            "row 2",
            "Anna Berg → Bruno Costa → Anna Berg",
            people=csv_file("Name,Reports to", ["Anna Berg", "Bruno Costa"]),
        )

    def test_own_superior(self):
        self._refuse_person("Name,Reports to", "Kai", "Kai", messages=("themselves",))

    def test_unknown_superior(self):
        self._refuse_person("Name,Reports to", "Kai", "Nemo", messages=("“Nemo”",))

    def test_superior_not_on_the_map(self):
        self._refuse_person(
            "Name,Reports to", "Kai", "Anna Berg", messages=("not on the map",)
        )

    def test_superior_of_another_company(self):
        other = self.env["res.partner"].create({"name": "Rivals", "is_company": True})
        self.env["res.partner"].create(
            {"name": "Eve", "email": "eve@r.example", "parent_id": other.id}
        )
        for text in ("Eve", "eve@r.example"):
            self._refuse_person(
                "Name,Reports to",
                "Kai",
                text,
                messages=("Kai of Aurora Steel", "Eve of Rivals"),
            )

    def test_duplicate_person(self):
        self._assert_refused(
            "People, row 4",
            "same person as in row 2",
            people=csv_file(
                "Name,E-mail", ["Kai", "k@x.example"], ["Lea"], ["K.", "K@x.example"]
            ),
        )

    def test_namesakes(self):
        self.bruno.name = "Anna Berg"
        self._refuse_person("Name", "Anna Berg", messages=("2 people", "e-mail"))

    def test_all_refused_rows_are_listed_up_to_twenty(self):
        rows = [[f"P{i}", "9"] for i in range(30)]
        self._assert_refused(
            "(30)", "row 21", "10 more", people=csv_file("Name,Level", *rows)
        )

    # --------------------------------------------------------------------- links

    def test_unknown_person_in_a_link(self):
        self._refuse_link("1", "Nemo", "Friend", messages=("To: “Nemo”",))

    def test_self_link(self):
        self._refuse_link("2", "Lea", "Friend", messages=("Lea cannot be linked",))

    def test_duplicate_link(self):
        self._refuse_link("Mia", "Kai", "Friend", messages=("row 2",))

    def test_strength_outside_one_to_five(self):
        for strength in ("0", "6", "2.5", "much"):
            self._refuse_link("1", "2", "Friend", strength, messages=(strength,))

    def test_unknown_type(self):
        self._refuse_link("1", "2", "Foe", messages=("no link type “Foe”",))

    def test_person_of_an_invisible_company(self):
        company_account = self.env["res.partner"].create(
            {"name": "Hidden", "company_id": self.company_b.id, "is_company": True}
        )
        self.env["res.partner"].create(
            {
                "name": "Hugo",
                "email": "hugo@hidden.example",
                "parent_id": company_account.id,
                "company_id": self.company_b.id,
            }
        )
        self._refuse_link(
            "1", "hugo@hidden.example", "Friend", messages=("neither in the file",)
        )

    def test_failure_while_writing(self):
        """What no plan can foresee undoes what was written before it."""
        before = self._contents()
        people = csv_file("Name,Department", ["Kai", "Purchasing"])
        engine = type(self.env["relationship.import"])
        with (
            patch.object(engine, "_store_links", side_effect=ZeroDivisionError),
            self.assertRaises(ZeroDivisionError),
        ):
            self._import(people)
        self.assertEqual(self._contents(), before)
