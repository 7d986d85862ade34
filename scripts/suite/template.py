"""The template database: what our addons depend on, installed once with demo data."""

import hashlib

from . import addons, lock, paths, venv
from .console import Problem, last_words, step
from .database import Databases
from .odoo import Odoo

PREFIX = "suite_deps_"


def ensure(odoo: Odoo, databases: Databases) -> str:
    """The template's name; it is made when the dependencies have changed."""
    depends = addons.outside_depends(addons.every()) or ["base"]
    name = PREFIX + signature(odoo.source.version, depends)
    with lock.exclusive(paths.RUN / "template.lock", "makes the template database"):
        existing = databases.names()
        if name not in existing:
            with step(f"Install {', '.join(depends)} into a template database"):
                _make(odoo, databases, name, depends)
            outdated = [old for old in existing if old.startswith(PREFIX)]
            if odoo.server:
                databases.drop(*outdated)
    return name


def signature(version: str, depends: list[str]) -> str:
    """What the template is made from, in short."""
    # Clones that share a server have filestores of their own.
    parts = [version, venv.RUNTIME.read_text(), str(paths.DATA), *depends]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _make(odoo: Odoo, databases: Databases, name: str, depends: list[str]) -> None:
    unfinished = f"{name}_new"
    databases.drop(unfinished)
    # Our own addons are off the path: one that installs itself when its dependencies
    # are there would come along, and its tests would not run later.
    install(
        odoo,
        unfinished,
        depends,
        "--addons-path",
        ",".join(map(str, odoo.source.addons)),
        log="template",
    )
    databases.rename(unfinished, name)


def install(
    odoo: Odoo, database: str, names: list[str], *options, log: str, update=()
) -> None:
    """Install (or update) addons with demo data, or say where it failed."""
    path = paths.LOGS / f"{log}.log"
    arguments = ["-d", database, "--with-demo", "--stop-after-init", "--no-http"]
    arguments += ["--max-cron-threads", 0, *options]
    if names:
        arguments += ["-i", ",".join(names)]
    if update:
        arguments += ["-u", ",".join(update)]
    if odoo.call(*arguments, output=path):
        raise Problem(
            f"Odoo could not install {', '.join([*names, *update])}."
            f"\n{last_words(path)}"
        )
