"""Packages from Debian's archive: installed by root, else unpacked into a folder.

Unpacked packages come through an apt root of our own (lists and cache in the user's
cache folder), so that apt checks the signatures and the host's apt stays as it is.
"""

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import lock, paths
from .console import Problem, capture, run, step


def available() -> bool:
    """Whether this is a Debian (or one of its children) with apt."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def install(packages: list[str], why: str) -> None:
    """Install packages on the host; only root can."""
    if os.geteuid() or not available():
        raise Problem(
            f"{why} is missing. Install it (on Debian: {' '.join(packages)})."
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Install {why} (apt-get install {' '.join(packages)})"):
        # One unreachable source need not matter; if it does, the next step fails.
        works(["apt-get", "update"])
        run(
            ["apt-get", "install", "-y", "--no-install-recommends", *packages],
            log="apt-install",
            problem=f"apt-get could not install {' '.join(packages)}.",
            env=environment,
        )


class Archive:
    """An apt root of our own, for the host's release or for another suite of Debian."""

    def __init__(self, suite: str | None = None):
        self.suite = suite
        self.folder = paths.cache() / "apt" / (suite or "host")
        self._updated = False

    def _options(self) -> list[str]:
        settings = {
            "Dir::State": self.folder / "state",
            "Dir::State::lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            # apt's download user may not write into the user's cache folder.
            "APT::Sandbox::User": "root",
            "Acquire::Languages": "none",
            "Acquire::Retries": 2,
        }
        if self.suite:
            settings["Dir::Etc::sourcelist"] = self.folder / "sources.list"
            settings["Dir::Etc::sourceparts"] = "/dev/null"
            settings["Dir::State::status"] = self.folder / "status"
        else:
            # What the host already has need not be fetched.
            settings["Dir::State::status"] = "/var/lib/dpkg/status"
        return [
            part for item in settings.items() for part in ("-o", "{}={}".format(*item))
        ]

    def address(self) -> str:
        """The address of the Debian archive that the host itself uses."""
        fields = "$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)"
        lines = capture(
            ["apt-get", *self._options(), "indextargets", "--format", fields]
        )
        for line in lines.splitlines():
            origin, label, component, address = line.split("|")
            if (origin, label, component) == ("Debian", "Debian", "main"):
                return address
        return ""

    def update(self) -> None:
        """Fetch the package lists, once; without network older lists will do."""
        if self._updated:
            return
        for name in ("state", "lists/partial", "cache/archives/partial", "debs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        if self.suite:
            host = Archive()
            host.update()
            address = host.address()
            if not address:
                raise Problem("this machine's apt does not know Debian's archive.")
            (self.folder / "status").touch()
            (self.folder / "sources.list").write_text(
                f"deb {address} {self.suite} main\n"
            )
        try:
            run(
                [
                    "apt-get",
                    *self._options(),
                    "update",
                    "-o",
                    "APT::Update::Error-Mode=any",
                ],
                log=f"apt-{self.folder.name}",
                problem="apt could not fetch the package lists. Is the network there?",
            )
        except Problem:
            if not any((self.folder / "lists").glob("*_Packages*")):
                raise
        self._updated = True

    def names(self, pattern: str) -> list[str]:
        """Names of packages that match a regular expression."""
        self.update()
        found = capture(["apt-cache", *self._options(), "pkgnames"])
        return sorted(name for name in found.split() if re.fullmatch(pattern, name))

    def missing(self, packages: list[str]) -> list[str]:
        """These packages and those of their dependencies that the host lacks."""
        self.update()
        plan = capture(
            ["apt-get", *self._options(), "install", "--simulate"]
            + ["--no-install-recommends", *packages]
        )
        return re.findall(r"^Inst (\S+)", plan, re.MULTILINE)

    def unpack(self, packages: list[str], target: Path) -> None:
        """Download packages and unpack them below a folder."""
        self.update()
        debs = self.folder / "debs"
        command = ["apt-get", *self._options(), "download", *packages]
        # Asked where no file lies: apt leaves out what is already downloaded.
        uris = capture([*command, "--print-uris"], cwd=self.folder)
        # apt keeps a file that is already there if its hash is right.
        run(
            command,
            log=f"apt-{self.folder.name}",
            problem=f"apt could not download {', '.join(packages)}.",
            cwd=debs,
        )
        target.mkdir(parents=True, exist_ok=True)
        for name in re.findall(r"^'.*' (\S+) \d+", uris, re.MULTILINE):
            run(
                ["dpkg-deb", "-x", debs / name, target],
                log="dpkg-deb",
                problem=f"{name} could not be unpacked. Is the disk full?",
            )
            self._forget_older(debs / name)

    @staticmethod
    def _forget_older(deb: Path) -> None:
        """Remove other versions of a downloaded package."""
        for other in deb.parent.glob(f"{deb.name.partition('_')[0]}_*.deb"):
            if other != deb:
                other.unlink()


@contextlib.contextmanager
def archive(suite: str | None = None):
    """An archive to ourselves: other clones share its folder in the user's cache."""
    with lock.exclusive(paths.cache() / "apt" / "lock", "downloads packages"):
        yield Archive(suite)


def unpack_with_dependencies(packages: list[str], target: Path) -> None:
    """Unpack packages with all that they need and the host does not have."""
    with archive() as host:
        missing = host.missing(packages)
        if not missing:
            raise Problem(f"apt does not know how to install {' '.join(packages)}.")
        host.unpack(missing, target)


def works(command: list, **options) -> bool:
    """Whether a command runs and succeeds."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **options,
        )
    except OSError:
        return False
    return done.returncode == 0


def linker_path(program: Path) -> dict[str, str]:
    """Where a program that was unpacked, not installed, finds its libraries."""
    if not program.is_relative_to(paths.SYSROOT):
        return {}
    folders = {
        str(library.parent)
        for place in ("lib", "usr/lib")
        for library in (paths.SYSROOT / place).rglob("lib*.so*")
        if "postgresql" not in library.parts
    }
    return {"LD_LIBRARY_PATH": ":".join(sorted(folders))}
