"""One run of Odoo that installs addons into a new database and runs tests there."""

from . import logcheck, paths, template
from .console import relative, step
from .database import Databases
from .odoo import Odoo
from .server import free_port


def run(
    odoo: Odoo,
    database: str,
    install: list[str],
    tags: str,
    *options,
    title: str,
    log: str,
) -> tuple[int, list[logcheck.Record]]:
    """Clone the template, install addons, run tests; returns exit code and messages.

    :param install: addons to install, with demo data
    :param tags: which tests to run, as Odoo's `--test-tags`
    :param log: name of the log file in `.run/log`
    """
    databases = Databases(odoo)
    databases.clone(template.ensure(odoo, databases), database)
    path = paths.LOGS / f"{log}.log"
    with step(f"{title} (log: {relative(path)})"):
        code = odoo.call(
            *("-d", database, "-i", ",".join(install), "--with-demo"),
            *("--test-tags", tags, "--http-port", free_port()),
            *("--screenshots", paths.LOGS / "screenshots"),
            *("--max-cron-threads", 0, "--stop-after-init", *options),
            output=path,
        )
    return code, logcheck.read(path)
