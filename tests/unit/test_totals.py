"""How tests are counted."""

import pytest
from suite import logcheck, totals
from suite.totals import Totals

TESTS = "odoo.addons.x.tests.test_a"


def log(*lines):
    """Messages of a log, given as (level, logger, text)."""
    return logcheck.parse(
        "\n".join(
            f"2026-01-31 12:00:00,001 42 {level} db {logger}: {text} "
            for level, logger, text in lines
        )
    )


def closing(failed, errors, run):
    level = "ERROR" if failed or errors else "INFO" if run else "WARNING"
    text = (
        f"{failed} failed, {errors} error(s) of {run} tests when loading database 'db'"
    )
    return level, "odoo.tests.result", text


def started(*names):
    return [("INFO", TESTS, f"Starting {name} ...") for name in names]


def test_outcomes_are_counted_by_test():
    records = log(
        *started("A.test_good", "A.test_bad", "A.test_subtests", "A.test_left_out"),
        ("ERROR", TESTS, "FAIL: A.test_bad\nTraceback"),
        ("ERROR", TESTS, "FAIL: Subtest A.test_subtests (i=1)\nTraceback"),
        ("ERROR", TESTS, "ERROR: Subtest A.test_subtests (i=2)\nTraceback"),
        ("INFO", TESTS, "skipped A.test_left_out : needs data"),
        closing(2, 1, 4),
    )

    counted = totals.from_odoo(records)

    assert str(counted) == "1 passed, 2 failed, 1 skipped"
    assert counted.reasons == {"needs data": 1}
    assert counted.executed == 3


def test_a_class_that_cannot_be_set_up_fails_once():
    records = log(
        ("ERROR", "odoo.tests.suite", f"ERROR: setUpClass ({TESTS}.A)\nTraceback"),
        closing(0, 1, 0),
    )

    assert str(totals.from_odoo(records)) == "0 passed, 1 failed, 0 skipped"


def test_tests_of_the_same_name_in_two_files_are_two():
    records = log(
        *started("A.test_x"),
        ("INFO", "odoo.addons.x.tests.test_b", "Starting A.test_x ..."),
        closing(0, 0, 2),
    )

    assert totals.from_odoo(records).passed == 2


def test_a_run_without_its_closing_line_has_no_totals():
    assert totals.from_odoo(log(*started("A.test_x"))) is None


def test_no_tests_is_no_success():
    assert totals.from_odoo(log(closing(0, 0, 0))).executed == 0


@pytest.mark.parametrize(
    "record",
    [
        ("ERROR", TESTS, "FAIL: A.test_x"),
        ("ERROR", "odoo.tests.suite", f"ERROR: setUpClass ({TESTS}.A)"),
    ],
)
def test_failed_tests_are_left_to_the_totals(record):
    (parsed,) = log(record)
    assert totals.is_failed_test(parsed)


@pytest.mark.parametrize(
    "record",
    [
        closing(1, 0, 1),
        ("ERROR", "odoo.modules.loading", "Module x: 2 failures, 1 errors of 4 tests"),
        (
            "ERROR",
            "odoo.modules.loading",
            "At least one test failed when loading the modules.",
        ),
    ],
)
def test_odoos_summaries_are_no_news(record):
    (parsed,) = log(record)
    assert totals.is_summary(parsed)


@pytest.mark.parametrize(
    "record",
    [
        ("ERROR", TESTS, "something else"),
        ("ERROR", "odoo.sql_db", "bad query: SELECT"),
        ("ERROR", "odoo.modules.loading", "Some modules are not loaded"),
    ],
)
def test_every_other_error_is_news(record):
    (parsed,) = log(record)
    assert not totals.is_failed_test(parsed)
    assert not totals.is_summary(parsed)


def test_pytest_is_counted_from_its_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        """<testsuites><testsuite>
        <testcase name="a"/><testcase name="b"><failure/></testcase>
        <testcase name="c"><error/></testcase>
        <testcase name="d"><skipped message="needs data"/></testcase>
        </testsuite></testsuites>"""
    )

    assert str(totals.from_junit(report)) == "1 passed, 2 failed, 1 skipped"
    assert str(totals.from_junit(tmp_path / "none.xml")) == str(Totals())


def test_totals_add_up():
    first = Totals(1, 2, 3)
    first.reasons["a"] = 3
    second = Totals(10, 20, 30)
    second.reasons["a"] = 30

    assert str(first + second) == "11 passed, 22 failed, 33 skipped"
    assert (first + second).reasons == {"a": 33}
