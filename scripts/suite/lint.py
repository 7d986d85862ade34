"""Checks that read the code: ruff, OCA's checks, and Odoo's own test_lint."""

import argparse
import os
import subprocess

from . import addons, lock, odootests, paths, source, testrun, totals, venv
from .console import Problem, relative, say
from .database import Databases
from .odoo import Odoo

# Checks of pylint-odoo that do not suit these addons.
PYLINT_LEFT_OUT = [
    # A long model is split over files by subject.
    "consider-merging-classes-inherited",
    # It asks for one certain author.
    "manifest-required-author",
    # Configuration tables are small and read whole.
    "no-search-all",
    # It does not see `_ = self.env._`; Odoo's test_lint does.
    "prefer-env-translation",
]


def command(arguments: list[str]) -> int:
    """`scripts/lint`: run all checks, or those that are named."""
    parser = argparse.ArgumentParser(prog="scripts/lint", description=__doc__)
    parser.add_argument("checks", nargs="*", metavar="check", help=", ".join(CHECKS))
    chosen = parser.parse_args(arguments).checks or list(CHECKS)
    if unknown := set(chosen) - CHECKS.keys():
        raise Problem(f"there is no check {', '.join(unknown)}. See --help.")

    paths.RUN.mkdir(exist_ok=True)
    venv.ensure(source.find(), development=True)
    failed = []
    for name in chosen:
        if CHECKS[name]():
            say(f"✓ {name}")
        else:
            say(f"✗ {name}")
            failed.append(name)
    if failed:
        raise Problem(f"these checks found something: {', '.join(failed)}")
    return 0


def _tool(name: str, *arguments) -> bool:
    """Whether a tool of the virtual environment is content."""
    program = venv.PYTHON.parent / name
    done = subprocess.run(
        [program, *arguments], cwd=paths.ROOT, stdin=subprocess.DEVNULL
    )
    return done.returncode == 0


def _ruff() -> bool:
    return _tool("ruff", "check", ".")


def _format() -> bool:
    return _tool("ruff", "format", "--check", ".")


def _pylint() -> bool:
    return _tool(
        "pylint",
        f"--disable={','.join(PYLINT_LEFT_OUT)}",
        *(addon.folder for addon in addons.every()),
    )


def _oca() -> bool:
    return _tool(
        "oca-checks-odoo-module",
        *(addon.folder / "__manifest__.py" for addon in addons.every()),
    )


def _po() -> bool:
    files = sorted(paths.ADDONS.glob("*/i18n/*.po"))
    return not files or _tool("oca-checks-po", *files)


def _odoo() -> bool:
    """Odoo's test_lint: manifests, indexes, SQL, translations, signatures, …"""
    names = [addon.name for addon in addons.every()]
    database = f"{testrun.PREFIX}{os.getpid()}"
    waiting = lock.exclusive(paths.RUN / "lint.lock", "runs Odoo's test_lint")
    with waiting, Odoo(development=True) as odoo:
        try:
            code, records = odootests.run(
                odoo,
                database,
                [*names, "test_lint"],
                # test_pylint repeats with an old configuration what ours does above.
                "/test_lint,-/test_lint/tests/test_pylint.py",
                "--skip-auto-install",
                title="Odoo's test_lint",
                log="lint-odoo",
            )
        finally:
            Databases(odoo).drop(database)
    counted = totals.from_odoo(records)
    for record in records:
        if record.is_bad and not totals.is_summary(record):
            say(f"\n{record}")
    if counted is None or not counted.executed:
        say(f"test_lint did not run; see {relative(paths.LOGS / 'lint-odoo.log')}")
        return False
    return not code and not counted.failed


CHECKS = {
    "ruff": _ruff,
    "format": _format,
    "pylint": _pylint,
    "oca": _oca,
    "po": _po,
    "odoo": _odoo,
}
