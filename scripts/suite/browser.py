"""Chromium: the host's, or Debian's unpacked below `.run`."""

import os
import shutil
from pathlib import Path

from . import debian, lock, paths
from .console import Problem, step

# The names under which Odoo's own tests look for it.
NAMES = ["google-chrome", "chromium", "chromium-browser", "google-chrome-stable"]
FOLDER = paths.RUN / "bin"
WRAPPER = FOLDER / "chromium"
UNPACKED = paths.SYSROOT / "usr/lib/chromium/chromium"


def find() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None)


def ensure() -> str:
    """The path of a browser, brought here if there is none; also found on PATH.

    The same for a library that Playwright's driver needs and a bare Debian lacks.
    """
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], str(FOLDER)])
    with lock.exclusive(paths.RUN / "browser.lock", "brings Chromium"):
        missing = [] if find() else ["chromium"]
        if not _driver_works():
            missing.append("libatomic1")
        if missing:
            _bring(missing)
    program = find()
    if not debian.works([program, "--version"]):
        raise Problem(f"{program} does not start. Install Chromium and try again.")
    return program


def _driver_works() -> bool:
    """Whether Playwright's driver runs, if need be with unpacked libraries."""
    driver = next(paths.VENV.glob("lib/*/site-packages/playwright/driver/node"))
    if debian.works([driver, "--version"]):
        return True
    os.environ.update(debian.library_path(UNPACKED))
    return debian.works([driver, "--version"])


def _bring(packages: list[str]) -> None:
    names = " and ".join(packages)
    if not os.geteuid():
        debian.install(packages, names)
        return
    if not debian.available():
        raise Problem(f"{names} is missing. Install it and try again.")
    with step(f"Fetch {names} from Debian"):
        debian.unpack_with_dependencies(packages, paths.SYSROOT)
    if "chromium" in packages:
        FOLDER.mkdir(exist_ok=True)
        WRAPPER.write_text(_wrapper(UNPACKED))
        WRAPPER.chmod(0o755)
    os.environ.update(debian.library_path(UNPACKED))


def _wrapper(program: Path) -> str:
    """A script that starts an unpacked program with the libraries beside it."""
    (name, value), *_ = debian.library_path(program).items()
    return f'#!/bin/sh\n{name}="{value}" exec "{program}" "$@"\n'
