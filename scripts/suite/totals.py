"""How many tests passed, failed and were left out: from Odoo's log and from pytest."""

import re
import xml.etree.ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .logcheck import Record

_STARTED = re.compile(r"^Starting (\S+) \.\.\.$")
_SKIPPED = re.compile(r"^skipped (?P<test>.+?) : (?P<reason>.*)$")
_FAILED = re.compile(
    r"^(?:FAIL|ERROR): (?:Subtest )?"
    r"(?P<test>(?:setUpClass|tearDownClass) \(\S+\)|[^\s:]+)"
)
_TOTAL = re.compile(
    r"^(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<run>\d+) tests"
)
_SUMMARIES = {
    "odoo.tests.result": _TOTAL,
    "odoo.modules.loading": re.compile(
        r"^Module \w+: \d+ failures, \d+ errors of"
        r"|^At least one test failed when loading"
    ),
}


@dataclass
class Totals:
    """Counts of tests, and why some did not run."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter = field(default_factory=Counter)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.reasons + other.reasons,
        )

    @property
    def executed(self) -> int:
        """Tests that ran to an outcome."""
        return self.passed + self.failed

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def is_failed_test(record: Record) -> bool:
    """Whether a message reports a failed test, which the totals count."""
    return ".tests." in record.logger and bool(_FAILED.match(record.text))


def is_summary(record: Record) -> bool:
    """Whether a message only says again that tests failed, or that none ran."""
    text = _SUMMARIES.get(record.logger)
    return bool(text and text.match(record.text))


def from_odoo(records: list[Record]) -> Totals | None:
    """Totals of a run of Odoo; None if it did not come to its own closing line.

    That line counts failures, of which a test can have several (one for each sub-test),
    and no skips; so tests are counted by name.
    """
    started: set[tuple[str, str]] = set()
    failed: set[tuple[str, str]] = set()
    skipped: dict[tuple[str, str], str] = {}
    closing = None
    for record in records:
        if found := _STARTED.match(record.text):
            started.add((record.logger, found[1]))
        elif found := _SKIPPED.match(record.text):
            skipped[record.logger, found["test"]] = found["reason"]
        elif record.level == "ERROR" and (found := _FAILED.match(record.text)):
            failed.add((record.logger, found["test"]))
        if found := _TOTAL.match(record.text):
            closing = found
    if closing is None:
        return None
    failures = int(closing["failed"]) + int(closing["errors"])
    return Totals(
        passed=len(started - failed - skipped.keys()),
        failed=len(failed) or failures,
        skipped=len(skipped.keys() - failed),
        reasons=Counter(skipped.values()),
    )


def from_junit(report: Path) -> Totals:
    """Totals of a run of pytest, from its JUnit report."""
    totals = Totals()
    if not report.exists():
        return totals
    for case in xml.etree.ElementTree.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if skip is not None:
            totals.skipped += 1
            totals.reasons[skip.get("message", "")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            totals.failed += 1
        else:
            totals.passed += 1
    return totals
