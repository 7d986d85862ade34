"""Where things are: the repository, and the one ignored folder for what we make."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
TESTS = ROOT / "tests"

RUN = ROOT / ".run"
VENV = RUN / "venv"
ODOO_TREE = RUN / "odoo"
SYSROOT = RUN / "sysroot"
PG = RUN / "pg"
DATA = RUN / "data"
LOGS = RUN / "log"
CONFIG = RUN / "odoo.conf"


def cache() -> Path:
    """The user's cache folder: downloads that every clone on this machine can share."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "key-account-suite"


def shared_data() -> Path | None:
    """The folder of outside data sets that some tests read, if it is there."""
    folder = Path(os.environ.get("SUITE_DATA") or ROOT.parent / "shared" / "data")
    return folder.resolve() if folder.is_dir() else None
