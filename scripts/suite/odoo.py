"""Odoo in this project's environment: its configuration file and its command line."""

import os
import secrets
import subprocess
from pathlib import Path

from . import lock, paths, postgres, source, venv


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
        server = self.server.environment() if self.server else {}
        return {**os.environ, **server, "ODOO_RC": str(paths.CONFIG)}

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


def _write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    new = path.with_suffix(f".{os.getpid()}")
    new.write_text(text)
    new.chmod(0o600)
    new.replace(path)
