"""Benchmarks: each fills a database of its own and holds figures against bars."""

import argparse
import json
import os
import subprocess

from . import addons, debian, paths, template
from .console import Problem, relative, say, step
from .database import Databases
from .odoo import Odoo

BENCHES = paths.TESTS / "bench"
RESULTS = paths.RUN / "bench"
# What they are compared with: extensions of PostgreSQL.
EXTENSIONS = {"relationship": ["pgrouting"]}
# What Odoo's shell runs.
PROGRAM = """
import importlib
import sys

sys.path.insert(0, {folder!r})
importlib.import_module({name!r}).run(env, {scale!r}, {target!r})
"""


def names() -> list[str]:
    """The benchmarks there are: the packages below tests/bench."""
    return sorted(path.parent.name for path in BENCHES.glob("*/__init__.py"))


def command(arguments: list[str]) -> int:
    """`scripts/bench`: run benchmarks; the exit code says whether all bars held."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(names()))
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 is the full size")
    parser.add_argument("--keep-db", action="store_true", help="keep the database")
    parser.add_argument(
        "--no-install",
        action="store_true",
        help="leave out comparisons whose Debian packages are missing; otherwise root "
        "installs them",
    )
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(names())
    if unknown:
        raise Problem(f"no such benchmark: {', '.join(sorted(unknown))}.")
    if not 0 < options.scale <= 10:
        raise Problem("the scale must lie above 0 and be at most 10.")
    missed = []
    with Odoo(development=True) as odoo:
        for name in options.names or names():
            if not options.no_install:
                _bring_extensions(odoo, EXTENSIONS.get(name, []))
            missed += _run(odoo, name, options.scale, options.keep_db)
    for figure in missed:
        say(f"missed: {figure}")
    return 1 if missed else 0


def _bring_extensions(odoo: Odoo, extensions: list[str]) -> None:
    """Install missing extensions, if the server is ours and we may."""
    if os.geteuid() or not odoo.server or not debian.available():
        return
    databases = Databases(odoo)
    (version,) = databases.execute("SHOW server_version")
    there = databases.execute("SELECT name FROM pg_available_extensions")
    missing = [name for name in extensions if name not in there]
    if packages := [extension_package(name, version) for name in missing]:
        debian.install(packages, " and ".join(missing))


def extension_package(extension: str, version: str) -> str:
    """Debian's package of an extension for a server of a version like "15.18 (…)"."""
    return f"postgresql-{version.partition('.')[0]}-{extension}"


def _run(odoo: Odoo, name: str, scale: float, keep: bool) -> list[str]:
    """Run one benchmark; returns what missed its bar."""
    databases = Databases(odoo)
    database = f"suite_bench_{name}"
    RESULTS.mkdir(parents=True, exist_ok=True)
    target = RESULTS / (f"{name}.json" if scale == 1 else f"{name}-{scale:g}.json")
    target.unlink(missing_ok=True)
    databases.clone(template.ensure(odoo, databases), database)
    try:
        with step("Install the addons"):
            ours = [addon.name for addon in addons.every()]
            template.install(odoo, database, ours, log=f"bench-{name}-install")
        _measure(odoo, name, database, scale, target)
    finally:
        if keep:
            say(f"The database is kept: ./scripts/odoo shell -d {database}")
        else:
            databases.drop(database)
    say(f"Figures: {relative(target)}")
    return missed_bars(json.loads(target.read_text()))


def _measure(odoo: Odoo, name: str, database: str, scale: float, target) -> None:
    program = PROGRAM.format(
        folder=str(BENCHES), name=name, scale=scale, target=str(target)
    )
    log = paths.LOGS / f"bench-{name}.log"
    arguments = ["shell", "-d", database, "--no-http", "--logfile", log]
    done = subprocess.run(
        odoo.command(*arguments), env=odoo.environment, input=program, text=True
    )
    if done.returncode or not target.exists():
        raise Problem(f"the benchmark {name} broke off; see {relative(log)}.")


def missed_bars(content: dict) -> list[str]:
    """The figures of a result that are worse than their bar."""
    return [
        figure["what"] for figure in content["figures"] if figure["passed"] is False
    ]
