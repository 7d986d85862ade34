"""Databases and their filestores: list, clone, drop."""

import os
import shutil
import subprocess

from . import paths, venv
from .console import Problem
from .odoo import Odoo

FILESTORE = paths.DATA / "filestore"
SQL = paths.ROOT / "scripts" / "suite" / "sql.py"


class Databases:
    """The databases of one server."""

    def __init__(self, odoo: Odoo):
        self._odoo = odoo

    def execute(self, *statements: str, database: str = "postgres") -> list[str]:
        """Run statements; the rows of the last one, tab-separated."""
        done = subprocess.run(
            [venv.PYTHON, SQL, database, *statements],
            env=self._odoo.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(f"the database server says: {done.stderr.strip()}")
        return done.stdout.splitlines()

    def names(self) -> list[str]:
        """All databases but the server's own."""
        return self.execute(
            "SELECT datname FROM pg_database"
            " WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY 1"
        )

    def clone(self, origin: str, target: str) -> None:
        """Copy a database with its filestore; an older target is replaced."""
        if origin not in self.names():
            raise Problem(f"there is no database {origin}.")
        self.drop(target)
        self.execute(f'CREATE DATABASE "{target}" TEMPLATE "{origin}"')
        if (FILESTORE / origin).is_dir():
            # Odoo names these files after their content and never rewrites one.
            shutil.copytree(
                FILESTORE / origin, FILESTORE / target, copy_function=os.link
            )

    def rename(self, name: str, target: str) -> None:
        """Give a database (and its filestore) another name."""
        self.drop(target)
        self.execute(f'ALTER DATABASE "{name}" RENAME TO "{target}"')
        if (FILESTORE / name).is_dir():
            (FILESTORE / name).rename(FILESTORE / target)

    def drop(self, *names: str) -> None:
        """Remove databases, if they are there, with their filestores."""
        for name in names:
            self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            shutil.rmtree(FILESTORE / name, ignore_errors=True)
