"""The virtual environment, with Odoo and the pinned packages in it."""

import hashlib
import shutil
import sys
from pathlib import Path

from . import debian, lock, paths
from .console import Problem, capture, run, step
from .source import Source

PYTHON = paths.VENV / "bin" / "python"
RUNTIME = paths.ROOT / "requirements.txt"
DEVELOPMENT = paths.ROOT / "requirements-dev.txt"


def ensure(source: Source, *, development: bool = False) -> None:
    """Make the environment, or bring it up to date with its requirements."""
    with lock.exclusive(paths.RUN / "venv.lock", "sets up the virtual environment"):
        if not capture([PYTHON, "-c", "import pip; print(pip.__version__)"]):
            _create()
        wanted = [RUNTIME, DEVELOPMENT] if development else [RUNTIME]
        for requirements in wanted:
            _install(requirements)
        _link(source)


def _create() -> None:
    shutil.rmtree(paths.VENV, ignore_errors=True)
    with step("Make a virtual environment"):
        if debian.works([sys.executable, "-c", "import ensurepip"]):
            run(
                [sys.executable, "-m", "venv", paths.VENV],
                log="venv",
                problem="Python could not make a virtual environment.",
            )
        else:
            _create_without_ensurepip()


def _create_without_ensurepip() -> None:
    """Debian's bare python3 lacks pip; its wheel lies in a package of its own."""
    if not debian.available():
        raise Problem(f"{sys.executable} has no `venv` and `ensurepip`. Install them.")
    with debian.archive() as host:
        host.unpack(["python3-pip-whl"], paths.SYSROOT)
    wheels = paths.SYSROOT / "usr/share/python-wheels"
    wheel = next(wheels.glob("pip-*.whl"))
    run(
        [sys.executable, "-m", "venv", "--without-pip", paths.VENV],
        log="venv",
        problem="Python could not make a virtual environment.",
    )
    run(
        [PYTHON, wheel / "pip", "install", "--no-index", wheel],
        log="venv",
        problem="pip could not be installed in the virtual environment.",
    )


def _install(requirements: Path) -> None:
    """Install what a file of pinned requirements lists, if it changed."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = paths.VENV / f".{requirements.name}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    with step(f"Install the packages of {requirements.name}"):
        run(
            [PYTHON, "-m", "pip", "install", "--quiet", "-r", requirements],
            log="pip",
            problem=f"pip could not install {requirements.name}. Is the network there?",
        )
    stamp.write_text(digest)


def _link(source: Source) -> None:
    """Put Odoo on the environment's path; pip then knows its version too."""
    (site_packages,) = paths.VENV.glob("lib/python3.*/site-packages")
    link = site_packages / "odoo-source.pth"
    line = f"{source.python_path}\n"
    if not link.exists() or link.read_text() != line:
        link.write_text(line)
