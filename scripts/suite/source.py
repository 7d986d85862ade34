"""Where Odoo 19 comes from: the user's copy, Debian's package, Odoo's repository."""

import contextlib
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from . import debian, paths
from .console import Problem, capture, run, step

SERIES = 19
# For Odoo, the Python packages and a few databases.
NEEDED_GB = 3
REPOSITORY = "https://github.com/odoo/odoo.git"
ALTERNATIVE = (
    f"Point ODOO_SRC at an Odoo {SERIES} of your own (a git checkout or an unpacked"
    f" tree), for example: ODOO_SRC=~/odoo-{SERIES}.0"
)

# Debian replaces fonts and scripts that it packages elsewhere by links.
HOST_ASSETS = [
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]
UNSTABLE_ASSETS = ["fonts-montserrat"]
# Left out by Debian although mail's asset bundle names it; without the (empty) file the
# browser logs an error, and Odoo's tours fail on that. It blurs a camera's background.
LEFT_OUT = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Source:
    """An Odoo that can be put on Python's path."""

    label: str
    python_path: Path

    @property
    def addons(self) -> list[Path]:
        """Its folders of addons; complete ones first."""
        return [
            folder
            for folder in (
                self.python_path / "odoo/addons",
                self.python_path / "addons",
            )
            # Debian's tree has a second, incomplete folder of addons; a checkout has
            # all but `base` there.
            if (folder / "base/__manifest__.py").exists()
            or (folder / "crm/views").exists()
        ]

    @property
    def version(self) -> str:
        """The full version, read without importing Odoo."""
        return read_version(self.python_path / "odoo/release.py")


def read_version(release: Path) -> str:
    """The version in Odoo's release.py, for example `19.0`; empty if there is none."""
    text = release.read_text() if release.exists() else ""
    found = re.search(r"^version_info = \(['\"]?([^,'\"]+)['\"]?, (\d+)", text, re.M)
    return ".".join(found.groups()) if found else ""


def check(source: Source) -> Source:
    """The same source if it is the Odoo that the addons are written for."""
    if source.version.partition(".")[0] != str(SERIES):
        found = f"Odoo {source.version}" if source.version else "no Odoo"
        raise Problem(f"{source.label} holds {found}, not {SERIES}.\n{ALTERNATIVE}")
    return source


def from_folder(folder: Path, label: str) -> Source:
    """An Odoo in a checkout or in an unpacked package."""
    for python_path in (folder, folder / "usr/lib/python3/dist-packages"):
        if (python_path / "odoo/release.py").exists():
            return check(Source(label, python_path))
    raise Problem(f"{label} has no odoo/release.py.\n{ALTERNATIVE}")


def find() -> Source:
    """The Odoo to use; brought here first if there is none."""
    if own := os.environ.get("ODOO_SRC"):
        source = from_folder(Path(own).expanduser().resolve(), f"ODOO_SRC ({own})")
    elif not (source := _importable()):
        if not (paths.ODOO_TREE / ".complete").exists():
            _fetch()
        source = from_folder(paths.ODOO_TREE, f"{paths.ODOO_TREE}")
    _complete(source)
    return source


def _complete(source: Source) -> None:
    """Add the file that Debian leaves out, where Odoo comes from there."""
    left_out = source.python_path / "odoo" / LEFT_OUT
    mail = left_out.parents[3]
    if mail.exists() and not left_out.exists():
        # In a tree that is not ours to write, only the tours suffer.
        with contextlib.suppress(PermissionError):
            left_out.parent.mkdir(parents=True, exist_ok=True)
            left_out.touch()


def _importable() -> Source | None:
    """An Odoo 19 that this Python already has."""
    found = capture(
        [sys.executable, "-c", "import odoo.release; print(odoo.release.__file__)"],
        cwd="/",
    )
    if not found:
        return None
    source = Source("Python's own odoo", Path(found).parents[1])
    return source if source.version.startswith(f"{SERIES}.") else None


def _fetch() -> None:
    """Bring Odoo from Debian or else from its repository."""
    free = shutil.disk_usage(paths.RUN).free / 1e9
    if free < NEEDED_GB:
        raise Problem(
            f"only {free:.1f} GB are free on the disk of {paths.ROOT}."
            f" Free some space: {NEEDED_GB} GB are needed."
        )
    unfinished = paths.RUN / "odoo.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    reasons = []
    for bring in (_from_debian, _from_git):
        try:
            bring(unfinished)
        except Problem as problem:
            reasons.append(str(problem))
            shutil.rmtree(unfinished, ignore_errors=True)
            continue
        (unfinished / ".complete").touch()
        shutil.rmtree(paths.ODOO_TREE, ignore_errors=True)
        unfinished.rename(paths.ODOO_TREE)
        return
    raise Problem("\n".join(["Odoo could not be fetched.", *reasons, ALTERNATIVE]))


def _from_debian(target: Path) -> None:
    if not debian.available():
        raise Problem("From Debian: this machine has no apt.")
    title = f"Fetch Odoo {SERIES} from Debian (120 MB)"
    with step(title), debian.archive("unstable") as unstable:
        names = unstable.names(r"odoo-\d+")
        if f"odoo-{SERIES}" not in names:
            offered = ", ".join(names) or "no Odoo"
            raise Problem(f"From Debian: it has {offered} now, not odoo-{SERIES}.")
        unstable.unpack([f"odoo-{SERIES}", *UNSTABLE_ASSETS], target)
        debian.Archive().unpack(HOST_ASSETS, target)


def _from_git(target: Path) -> None:
    with step(f"Clone Odoo {SERIES} from its repository"):
        run(
            ["git", "clone", "--depth", "1", "-b", f"{SERIES}.0", REPOSITORY, target],
            log="git-clone",
            problem="From its repository: git could not clone it.",
        )
