"""A running server with all addons and demo data, and a browser, for every journey.

`./scripts/test` installs the addons and names the database in SUITE_DATABASE.
"""

import contextlib
import os
import re
import subprocess

import psycopg2
import pytest
from clients import JsonClient
from playwright.sync_api import Error, sync_playwright
from suite import browser, logcheck, paths
from suite.odoo import Odoo
from suite.server import Server, free_port

SCREENSHOTS = paths.LOGS / "screenshots"
# Nothing may reach beyond this machine, and root cannot use Chromium's sandbox.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
]


class Suite:
    """The server under test."""

    def __init__(self, odoo: Odoo, database: str, server: Server):
        self.database = database
        self.url = server.url
        self._odoo = odoo
        self._log = server.log
        self._seen = 0

    def shell(self, code: str) -> str:
        """Run code in Odoo's shell on the same database; returns what it printed."""
        done = subprocess.run(
            self._odoo.command("shell", "-d", self.database, "--no-http"),
            env=self._odoo.environment,
            input=code,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start_shell(self, code: str, program: str) -> subprocess.Popen:
        """Start Odoo's shell on the same database, to run code once stdin is closed.

        :param program: what the database calls its connections
        """
        process = subprocess.Popen(
            self._odoo.command("shell", "-d", self.database, "--no-http"),
            env={**self._odoo.environment, "PGAPPNAME": program},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        process.stdin.write(code)
        return process

    def connect(self):
        """A connection of one's own to the database, outside Odoo."""
        settings = self._odoo.environment
        return psycopg2.connect(
            dbname=self.database,
            host=settings.get("PGHOST"),
            port=settings.get("PGPORT"),
            user=settings.get("PGUSER"),
            password=settings.get("PGPASSWORD"),
        )

    def new_offences(self) -> list[logcheck.Record]:
        """Warnings and errors that the server logged since the last call."""
        text = self._log.read_text()[self._seen :]
        self._seen += len(text)
        return logcheck.offences(logcheck.parse(text))


def pytest_configure(config):
    """Describe our own marker."""
    config.addinivalue_line(
        "markers", "logs(pattern): the test makes the server log such a warning"
    )


@pytest.fixture(scope="session")
def suite():
    """The server, started once."""
    database = os.environ.get("SUITE_DATABASE")
    if not database:
        pytest.exit(
            "SUITE_DATABASE is not set: run ./scripts/test, or name a database that"
            " ./scripts/test --keep-db has kept.",
            returncode=2,
        )
    odoo = Odoo(development=True)
    server = Server(odoo, database, free_port(), log="test-server", crons=0)
    try:
        server.wait_ready()
        yield Suite(odoo, database, server)
    finally:
        server.stop()
        odoo.stop()


NEW_KEY = """
from odoo import fields
from datetime import timedelta
user = env["res.users"].search([("login", "=", "%s")])
expiration = fields.Datetime.now() + timedelta(hours=1)
keys = env["res.users.apikeys"].with_user(user).sudo()
key = keys._generate("rpc", "test", expiration)
env.cr.commit()
print(key)
"""


@pytest.fixture(scope="session")
def seller(suite):
    """A sales user's program with an API key."""
    return JsonClient(suite.url, suite.shell(NEW_KEY % "demo").splitlines()[-1])


@pytest.fixture(scope="session")
def admin(suite):
    """An administrator's program with an API key."""
    return JsonClient(suite.url, suite.shell(NEW_KEY % "admin").splitlines()[-1])


@pytest.fixture(autouse=True)
def clean_log(request):
    """A test that uses the server fails if it makes it log an unexpected warning."""
    if "suite" not in request.fixturenames:
        yield
        return
    suite = request.getfixturevalue("suite")
    yield
    expected = [mark.args[0] for mark in request.node.iter_markers("logs")]
    unexpected = [
        str(record)
        for record in suite.new_offences()
        if not any(re.search(pattern, record.text) for pattern in expected)
    ]
    assert not unexpected, "\n".join(unexpected)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=browser.ensure(), args=CHROMIUM_FLAGS
        )
        yield instance
        instance.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Let fixtures see how their test ended."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture
def page(suite, chromium, request):
    """An empty page of its own session; a failed test leaves a screenshot."""
    context = chromium.new_context(
        base_url=suite.url, viewport={"width": 1440, "height": 900}, locale="en-US"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    if getattr(request.node, "failed", False):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        # A page that has crashed shows nothing.
        with contextlib.suppress(Error):
            page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")
    context.close()
    assert not errors, errors


@pytest.fixture
def log_in(page):
    """Log in through the form, as `log_in("demo")`; the password is the login."""

    def log_in(login: str):
        page.goto("/web/login")
        page.get_by_label("Email").fill(login)
        page.get_by_label("Password").fill(login)
        page.get_by_role("button", name="Log in").click()
        page.locator(".o_main_navbar").wait_for()
        return page

    return log_in
