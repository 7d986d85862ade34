"""A demo: all addons with demo data, served on this machine until Ctrl-C."""

import argparse
import fcntl
import json
import os
import signal
import subprocess

from . import addons, paths, template
from .console import Problem, last_words, relative, say, step
from .database import Databases
from .odoo import Odoo
from .server import Server, is_free

DATABASE = "suite_demo"
STATE = paths.RUN / "demo.json"
LOCK = paths.RUN / "demo.lock"
PREPARE = paths.ROOT / "scripts" / "suite" / "demo_prepare.py"


def command(arguments: list[str]) -> int:
    """`scripts/demo`: set up, serve, stop."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--fresh", action="store_true", help="make a new database")
    options = parser.parse_args(arguments)

    # A closed terminal or a polite kill ends the demo like Ctrl-C.
    for signal_number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.default_int_handler)
    _hold_lock()
    if not is_free(options.port):
        raise Problem(
            f"port {options.port} is taken by another program.\n"
            f"Choose another one: ./scripts/demo --port {options.port + 1}"
        )
    with Odoo() as odoo:
        logins = _prepare(odoo, fresh=options.fresh)
        _serve(odoo, options.port, logins)
    return 0


def _hold_lock() -> None:
    """Refuse to run beside another demo of this clone; held until we end."""
    paths.RUN.mkdir(exist_ok=True)
    handle = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Problem(
            "the demo of this folder already runs. Stop it first (Ctrl-C there)."
        ) from None


def _prepare(odoo: Odoo, *, fresh: bool) -> list[str]:
    """Bring the demo database up to date; returns who can log in."""
    wanted = {addon.name: addon.digest() for addon in addons.every()}
    if not wanted:
        raise Problem(f"{relative(paths.ADDONS)} holds no addon.")
    # What the database belongs to: this version of Odoo, on this server.
    origin = [odoo.source.version, os.environ.get("PGHOST"), os.environ.get("PGPORT")]
    state = {} if fresh else _read_state(origin)
    if not state or DATABASE not in Databases(odoo).names():
        _create(odoo, replace=fresh)
        state = {"addons": {}}
    installed = state["addons"]
    if wanted == installed:
        return state["logins"]
    # Until it is up to date again, nothing is known of the database.
    STATE.unlink(missing_ok=True)
    _install(odoo, wanted, installed)
    with step("Prepare the web client"):
        logins = _warm_up(odoo)
    state = {"origin": origin, "addons": wanted, "logins": logins}
    STATE.write_text(json.dumps(state, indent=1))
    return logins


def _read_state(origin: list) -> dict:
    """What is installed in the demo database; nothing if it is not of this origin."""
    try:
        state = json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}
    return state if state.get("origin") == origin else {}


def _create(odoo: Odoo, *, replace: bool) -> None:
    """A new database without our addons; another's on a shared server is left alone."""
    databases = Databases(odoo)
    if not (replace or odoo.server) and DATABASE in databases.names():
        raise Problem(
            f"your database server has a database {DATABASE} that is not from here.\n"
            "If nobody needs it: ./scripts/demo --fresh"
        )
    databases.clone(template.ensure(odoo, databases), DATABASE)


def _install(odoo: Odoo, wanted: dict[str, str], installed: dict[str, str]) -> None:
    """Install the new addons and upgrade the changed ones."""
    new = [name for name in wanted if name not in installed]
    changed = [
        name for name in installed if wanted.get(name) not in (None, installed[name])
    ]
    with step(f"Install {', '.join([*new, *changed])} with demo data"):
        try:
            template.install(odoo, DATABASE, new, log="demo-install", update=changed)
        except Problem as problem:
            hint = "\nTry a new database: ./scripts/demo --fresh" if changed else ""
            raise Problem(f"{problem}{hint}") from None


def _warm_up(odoo: Odoo) -> list[str]:
    """Build the web client's bundles; returns who can log in with login = password."""
    done = subprocess.run(
        odoo.command("shell", "-d", DATABASE, "--no-http", "--log-level", "error"),
        env=odoo.environment,
        input=PREPARE.read_text(),
        capture_output=True,
        text=True,
    )
    (paths.LOGS / "demo-prepare.log").write_text(done.stderr)
    for line in done.stdout.splitlines():
        if line.startswith("logins="):
            return json.loads(line.partition("=")[2])
    raise Problem(
        "the demo database could not be prepared.\n"
        f"{last_words(paths.LOGS / 'demo-prepare.log')}"
    )


def _serve(odoo: Odoo, port: int, logins: list[str]) -> None:
    server = Server(odoo, DATABASE, port, log="demo", crons=1)
    try:
        with step("Start the server"):
            server.wait_ready()
        say(f"\n  Open {server.url} and log in (the password is the login):\n")
        for login in logins:
            say(f"    {login}")
        say(f"\n  Ctrl-C stops it. Odoo's log: {relative(server.log)}\n")
        if server.wait_end():
            raise Problem(f"Odoo ended by itself; see {relative(server.log)}.")
    except KeyboardInterrupt:
        say("\n… Stop")
    finally:
        server.stop()
