"""A running Odoo server: start, wait until it answers, stop."""

import contextlib
import signal
import socket
import time
import urllib.error
import urllib.request

from . import paths
from .console import Problem, last_words
from .odoo import Odoo, end


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Server:
    """Odoo serving one database on this machine only."""

    def __init__(self, odoo: Odoo, database: str, port: int, *, log: str, crons: int):
        self.url = f"http://localhost:{port}"
        self.log = paths.LOGS / f"{log}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._output = self.log.open("w")
        # In a session of its own, so that Ctrl-C reaches only us and Odoo is stopped
        # once; a second signal would make it stop without finishing its work.
        self._process = odoo.popen(
            *("server", "-d", database, "--db-filter", f"^{database}$"),
            *("--http-port", port, "--workers", 0, "--max-cron-threads", crons),
            stdout=self._output,
            stderr=self._output,
            start_new_session=True,
        )

    def wait_ready(self, seconds: int = 120) -> None:
        """Return once the server answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.url}/web/health", timeout=5).close()
                return
            time.sleep(0.3)
        raise Problem(f"Odoo did not start.\n{last_words(self.log)}")

    def wait_end(self) -> int:
        """Wait until the server ends by itself."""
        return self._process.wait()

    def stop(self) -> None:
        """Stop the server, with force if it takes too long."""
        end(self._process, signal.SIGINT)
        self._output.close()
