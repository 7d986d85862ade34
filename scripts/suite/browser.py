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
    """The path of a browser, brought here if there is none; also found on PATH."""
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], str(FOLDER)])
    with lock.exclusive(paths.RUN / "browser.lock", "brings Chromium"):
        if not find():
            _bring()
    return find()


def _bring() -> None:
    if not debian.available():
        raise Problem("Chromium is missing. Install Chromium or Chrome and try again.")
    if not os.geteuid():
        debian.install(["chromium"], "Chromium")
        return
    with step("Fetch Chromium from Debian"):
        debian.unpack_with_dependencies(["chromium"], paths.SYSROOT)
    FOLDER.mkdir(exist_ok=True)
    WRAPPER.write_text(_wrapper(UNPACKED))
    WRAPPER.chmod(0o755)


def _wrapper(program: Path) -> str:
    """A script that starts an unpacked program with the libraries beside it."""
    (name, value), *_ = debian.library_path(program).items()
    return f'#!/bin/sh\n{name}="{value}" exec "{program}" "$@"\n'
