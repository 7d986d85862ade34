"""Odoo in this project's environment: its configuration file and its command line."""

import os
import secrets
import signal
import subprocess
from pathlib import Path

from . import lock, paths, postgres, source, venv
from .console import Problem, relative


class Odoo:
    """A ready environment: virtual environment, Odoo's source and a database server."""

    def __init__(self, *, development: bool = False):
        paths.RUN.mkdir(exist_ok=True)
        with lock.exclusive(paths.RUN / "source.lock", "brings Odoo"):
            self.source = source.find()
        venv.ensure(self.source, development=development)
        self.server = None if postgres.is_external() else postgres.Server()
        if self.server:
            self.server.start()
        self._configure()

    def stop(self) -> None:
        """Stop what this environment started and nobody else uses."""
        if self.server:
            self.server.stop()

    def __enter__(self) -> "Odoo":
        return self

    def __exit__(self, *exception) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """The variables for Odoo and for programs that reach its database."""
        variables = {**os.environ, "ODOO_RC": str(paths.CONFIG)}
        if self.server:
            # None of the variables of another server may mix with ours.
            for name in [name for name in variables if name.startswith("PG")]:
                del variables[name]
            variables.update(self.server.environment())
        if data := paths.shared_data():
            variables["SUITE_DATA"] = str(data)
        return variables

    def command(self, *arguments) -> list[str]:
        """Odoo's command line with these arguments."""
        return [str(venv.PYTHON), "-m", "odoo", *map(str, arguments)]

    def popen(self, *arguments, **options) -> subprocess.Popen:
        """Start Odoo beside this program."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            **options,
        )

    def call(self, *arguments, output: Path, minutes: int = 20) -> int:
        """Run Odoo to its end with its output in a file; returns its exit code."""
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("w") as stream:
            process = self.popen(*arguments, stdout=stream, stderr=stream)
            try:
                return process.wait(timeout=60 * minutes)
            except subprocess.TimeoutExpired:
                raise Problem(
                    f"Odoo did not end in {minutes} minutes; see {relative(output)}."
                ) from None
            finally:
                end(process, signal.SIGTERM)

    def replace(self, *arguments) -> None:
        """Become Odoo; the database server stays for the next command."""
        command = self.command(*arguments)
        os.execve(command[0], command, self.environment)

    def _configure(self) -> None:
        """Write the configuration; databases and ports come with each command."""
        folders = list(self.source.addons)
        # Odoo warns of a folder that holds no addon.
        if any(paths.ADDONS.glob("*/__manifest__.py")):
            folders.append(paths.ADDONS)
        settings = {
            "addons_path": ",".join(map(str, folders)),
            "data_dir": paths.DATA,
            "http_interface": "127.0.0.1",
            # No database manager on the web, so nobody needs its password.
            "list_db": False,
            "admin_passwd": secrets.token_hex(16),
        }
        lines = [f"{name} = {value}" for name, value in settings.items()]
        _write_private(paths.CONFIG, "\n".join(["[options]", *lines, ""]))


def end(process: subprocess.Popen, how: signal.Signals) -> None:
    """End a process politely, or with force if it takes too long."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    new = path.with_suffix(f".{os.getpid()}")
    new.write_text(text)
    new.chmod(0o600)
    new.replace(path)
