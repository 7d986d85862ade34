"""Chromium: the host's, or Debian's unpacked below `.run`."""

import os
import shutil

from . import debian, lock, paths
from .console import Problem, step

# The names under which Odoo's own tests look for it.
NAMES = ["google-chrome", "chromium", "chromium-browser", "google-chrome-stable"]
FOLDER = paths.RUN / "bin"
WRAPPER = FOLDER / "chromium"
FONTS = FOLDER / "fonts.conf"
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
    os.environ.update(debian.linker_path(UNPACKED))
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
        FONTS.write_text(_font_configuration())
        WRAPPER.write_text(_wrapper())
        WRAPPER.chmod(0o755)
    os.environ.update(debian.linker_path(UNPACKED))


def _wrapper() -> str:
    """A script that starts the unpacked Chromium with what was unpacked beside it."""
    variables = {**debian.linker_path(UNPACKED), "FONTCONFIG_FILE": FONTS}
    settings = " ".join(f'{name}="{value}"' for name, value in variables.items())
    return f'#!/bin/sh\n{settings} exec "{UNPACKED}" "$@"\n'


def _font_configuration() -> str:
    """Where fonts are: without any, Chromium crashes on the first text."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir>/usr/share/fonts</dir>
    <dir>{paths.SYSROOT / "usr/share/fonts"}</dir>
    <cachedir>{FOLDER / "fonts"}</cachedir>
</fontconfig>
"""
