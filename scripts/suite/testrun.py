"""Every test: of the scripts, of each addon in Odoo, and across a running server."""

import argparse
import os
import subprocess

from . import addons, browser, lock, logcheck, odootests, paths, totals, venv
from .console import say
from .database import Databases
from .odoo import Odoo
from .totals import Totals

PREFIX = "suite_test_"
UNIT_TESTS = paths.TESTS / "unit"


def command(arguments: list[str]) -> int:
    """`scripts/test`: run the tests and end with one line of totals."""
    parser = argparse.ArgumentParser(prog="scripts/test", description=__doc__)
    parser.add_argument("addons", nargs="*", metavar="addon", help="only its tests")
    parser.add_argument("--tags", help="only these tests, as Odoo's --test-tags")
    parser.add_argument("--keep-db", action="store_true", help="keep the database")
    options = parser.parse_args(arguments)
    narrowed = bool(options.addons or options.tags)

    waiting = lock.exclusive(paths.RUN / "test.lock", "runs the tests")
    with waiting, Odoo(development=True) as odoo:
        browser.ensure()
        run = TestRun(odoo, addons.select(options.addons))
        try:
            if not narrowed:
                run.unit_tests()
            run.odoo_tests(options.tags)
            if not narrowed:
                run.journeys()
        finally:
            run.clean_up(keep=options.keep_db)
    return run.report()


class TestRun:
    """One run: a database of its own, the totals so far, and what else went wrong."""

    def __init__(self, odoo: Odoo, selected: list[addons.Addon]):
        self._odoo = odoo
        self._databases = Databases(odoo)
        self._addons = selected
        self._database = f"{PREFIX}{os.getpid()}"
        self._problems: list[str] = []
        self._totals = Totals()
        self._installed = False

    def unit_tests(self) -> None:
        """Tests of the scripts, which need neither Odoo nor a database."""
        self._pytest(UNIT_TESTS)

    def odoo_tests(self, tags: str | None) -> None:
        """Install the addons into a clone of the template, with their tests."""
        if not self._addons:
            return
        names = [addon.name for addon in self._addons]
        self._drop_abandoned()
        code, records = odootests.run(
            self._odoo,
            self._database,
            names,
            tags or ",".join(f"/{name}" for name in names),
            title=f"Odoo tests of {', '.join(names)}",
            log="test-odoo",
        )
        counted = totals.from_odoo(records)
        if counted is None:
            self._problems.append("Odoo did not come to the end of its tests.")
        else:
            self._installed = True
            self._totals += counted
            if code and not counted.failed:
                self._problems.append(f"Odoo ended with exit code {code}.")
        for record in records:
            if record.is_bad and totals.is_failed_test(record):
                say(f"\n{record}")
        self._check_log(records)

    def journeys(self) -> None:
        """Tests across addons, against a server that runs on the same database."""
        if not self._installed:
            return
        self._pytest(paths.TESTS, "--ignore", UNIT_TESTS, SUITE_DATABASE=self._database)

    def clean_up(self, *, keep: bool) -> None:
        """Drop the run's database, unless it is to be looked at."""
        if keep:
            say(f"The database is kept: ./scripts/odoo server -d {self._database}")
        else:
            self._databases.drop(self._database)

    def report(self) -> int:
        """Say what was left out and why, and the totals; returns the exit code."""
        if not self._totals.executed:
            self._problems.append("no test ran.")
        # There is a browser; Odoo leaves tests out if it does not answer in time.
        self._problems += [
            f"left out for want of a browser: {reason}"
            for reason in self._totals.reasons
            if "chrome" in reason.lower()
        ]
        for problem in self._problems:
            say(f"error: {problem}")
        for reason, count in self._totals.reasons.items():
            say(f"left out: {count} × {reason}")
        say(str(self._totals))
        return 1 if self._totals.failed or self._problems else 0

    def _pytest(self, *arguments, **variables) -> None:
        report = paths.LOGS / "pytest.xml"
        report.unlink(missing_ok=True)
        done = subprocess.run(
            [venv.PYTHON, "-m", "pytest", *arguments, "-q", f"--junitxml={report}"],
            cwd=paths.ROOT,
            env={**self._odoo.environment, **variables},
            stdin=subprocess.DEVNULL,
        )
        counted = totals.from_junit(report)
        self._totals += counted
        if done.returncode and not counted.failed:
            self._problems.append(f"pytest ended with exit code {done.returncode}.")

    def _check_log(self, records: list[logcheck.Record]) -> None:
        """A warning or error that is neither known nor a failed test is a problem."""
        for record in logcheck.offences(records):
            if not (totals.is_failed_test(record) or totals.is_summary(record)):
                self._problems.append(f"logged: {record}")

    def _drop_abandoned(self) -> None:
        """Drop databases of earlier runs that were killed (on our own server only)."""
        if not self._odoo.server:
            return
        for name in self._databases.names():
            owner = name.removeprefix(PREFIX)
            if owner != name and owner.isdigit() and not _is_alive(int(owner)):
                self._databases.drop(name)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
