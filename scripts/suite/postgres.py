"""PostgreSQL: the user's, if PGHOST, PGPORT or PGSERVICE name one; else one of our own.

Ours listens on a socket in a folder that only its owner can open, so it needs neither a
password nor a free port. It is for demos and tests: it trades safety against power cuts
for speed.
"""

import hashlib
import locale
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import debian, lock, paths
from .console import Problem, run, step

OLDEST = 13
USER = "odoo"
USERS_LOCK = paths.RUN / "postgres.users"

SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "'256MB'",
    "max_wal_size": "'2GB'",
    "log_min_messages": "fatal",
}


def is_external() -> bool:
    """Whether the environment names a server to use."""
    return any(os.environ.get(name) for name in ("PGHOST", "PGPORT", "PGSERVICE"))


class Server:
    """Our own server; started by the first command that needs it."""

    def __init__(self):
        self._handle = None
        self._started = False
        self._owner = _owner()
        self.home = _home(self._owner)

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket: what PGHOST is set to."""
        inside = self.home / "socket"
        if len(str(inside)) <= 80:  # a socket's path has at most 107 characters
            return inside
        digest = hashlib.sha256(str(inside).encode()).hexdigest()[:12]
        return Path("/tmp") / f"postgres-{digest}"

    def environment(self) -> dict[str, str]:
        """Variables that lead every client to this server."""
        return {"PGHOST": str(self.socket), "PGUSER": USER, "PGPATH": str(self._bin())}

    def start(self) -> None:
        """Join the users of the server, and start it if it does not run."""
        with lock.exclusive(paths.RUN / "postgres.lock", "starts PostgreSQL"):
            self._handle = lock.shared(USERS_LOCK)
            if not (self._data / "PG_VERSION").exists():
                self._create()
            if not self._runs():
                self._launch()
                self._started = True

    def stop(self) -> None:
        """Leave; if we started the server and nobody else uses it, stop it."""
        with lock.exclusive(paths.RUN / "postgres.lock", "stops PostgreSQL"):
            if self._started and lock.is_last(self._handle):
                self._control("stop", "-m", "fast", problem="PostgreSQL did not stop.")
            lock.leave(self._handle)

    def halt(self) -> None:
        """Stop the server whoever uses it, if it runs."""
        if (self._data / "PG_VERSION").exists() and self._runs():
            self._control("stop", "-m", "fast", problem="PostgreSQL did not stop.")

    def _bin(self) -> Path:
        """The programs: of the cluster's version, or of the newest there is."""
        stamp = self._data / "PG_VERSION"
        folders = _programs()
        if not stamp.exists():
            return folders[max(folders)]
        version = int(stamp.read_text().partition(".")[0])
        if version not in folders:
            raise Problem(
                f"The database cluster in {self.home} belongs to PostgreSQL {version},"
                " which is no longer installed.\nInstall it again, or delete the folder"
                " (its databases are only demos and tests)."
            )
        return folders[version]

    def _create(self) -> None:
        if not _programs():
            _bring_programs()
            self._owner = _owner()
            self.home = _home(self._owner)
        shutil.rmtree(self._data, ignore_errors=True)
        self._own(self.home)
        with step("Create a private PostgreSQL"):
            self._run(
                ["initdb", "-D", self._data, "-U", USER, "--auth=trust", "-E", "UTF8"]
                + [f"--locale={_locale()}", "--no-sync"],
                problem="PostgreSQL could not create its data folder.",
            )
        with (self._data / "postgresql.conf").open("a") as config:
            for name, value in SETTINGS.items():
                config.write(f"{name} = {value}\n")

    def _launch(self) -> None:
        self._own(self.socket)
        self._control(
            "start",
            "-w",
            "-o",
            f"-c unix_socket_directories='{self.socket}'",
            "-l",
            self.home / "postgres.log",
            problem=f"PostgreSQL did not start; see {self.home / 'postgres.log'}.",
        )

    def _own(self, folder: Path) -> None:
        """Make a folder that only the server's user (and root) can open."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_uid not in (os.geteuid(), self._owner):
            raise Problem(
                f"{folder} belongs to somebody else. Remove it and try again."
            )
        folder.chmod(0o700)
        if self._owner is not None:
            shutil.chown(folder, self._owner)

    def _runs(self) -> bool:
        return (
            subprocess.run(
                [self._bin() / "pg_ctl", "status", "-D", self._data],
                stdout=subprocess.DEVNULL,
                **self._options(),
            ).returncode
            == 0
        )

    def _control(self, *arguments, problem: str) -> None:
        self._run(["pg_ctl", "-D", self._data, *arguments], problem=problem)

    def _run(self, command: list, problem: str) -> None:
        program, *arguments = command
        run(
            [self._bin() / program, *arguments],
            log=f"postgres-{program}",
            problem=problem,
            **self._options(),
        )

    def _options(self) -> dict:
        """How its programs are run: never as root, and from a folder they can enter."""
        options = {
            "cwd": "/",
            "env": {**os.environ, **debian.linker_path(self._bin())},
        }
        if self._owner is not None:
            options.update(user=self._owner, group=self._group(), extra_groups=[])
        return options

    def _group(self) -> int:
        return pwd.getpwuid(self._owner).pw_gid


def _owner() -> int | None:
    """The user that runs the server when we are root, which PostgreSQL refuses."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise Problem("PostgreSQL does not run as root. Run this as an ordinary user.")


def _home(owner: int | None) -> Path:
    """The cluster's folder: in `.run`, or elsewhere if its owner cannot get there."""
    if owner is None or debian.works(["test", "-x", paths.RUN], user=owner, cwd="/"):
        return paths.PG
    digest = hashlib.sha256(str(paths.ROOT).encode()).hexdigest()[:12]
    return Path("/var/lib/key-account-suite") / digest


def _programs() -> dict[int, Path]:
    """Folders with PostgreSQL's programs, by version."""
    places = [Path("/usr/lib/postgresql"), paths.SYSROOT / "usr/lib/postgresql"]
    found = {}
    for place in places:
        for initdb in place.glob("*/bin/initdb"):
            found.setdefault(int(initdb.parts[-3]), initdb.parent)
    if not found and (initdb := shutil.which("initdb")):
        version = subprocess.check_output([initdb, "--version"], text=True).split()[-1]
        found[int(version.partition(".")[0])] = Path(initdb).resolve().parent
    return {version: place for version, place in found.items() if version >= OLDEST}


def _bring_programs() -> None:
    if not os.geteuid():
        debian.install(["postgresql"], "PostgreSQL")
    elif debian.available():
        with step("Fetch PostgreSQL from Debian"):
            debian.unpack_with_dependencies(["postgresql"], paths.SYSROOT)
    if not _programs():
        raise Problem(
            f"PostgreSQL {OLDEST} or newer is missing. Install it, or set PGHOST,"
            " PGPORT, PGUSER and PGPASSWORD to a server where you may create databases."
        )


def _locale() -> str:
    """A locale that knows letters beyond ASCII but sorts like C, where there is one."""
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    return "C.UTF-8"
