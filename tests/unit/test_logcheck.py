"""What counts as a warning or an error in Odoo's log."""

import pytest
from suite import logcheck

LOG = """\
a line before the first message
2026-01-31 12:00:00,001 42 INFO db odoo.modules.loading: loading crm/views.xml 
2026-01-31 12:00:00,002 42 WARNING db odoo.addons.x.models: a field is unknown 
2026-01-31 12:00:00,003 42 ERROR ? odoo.sql_db: bad query 
Traceback (most recent call last):
  File "x.py", line 1
2026-01-31 12:00:00,004 42 CRITICAL db odoo.service.server: Failed to initialize 
"""  # noqa: W291 (Odoo ends its messages with a space)


def test_messages_keep_the_lines_below_them():
    records = logcheck.parse(LOG)

    assert [record.level for record in records] == [
        "INFO",
        "WARNING",
        "ERROR",
        "CRITICAL",
    ]
    assert records[1].text == "a field is unknown"
    assert records[2].text.splitlines()[1] == "Traceback (most recent call last):"


def test_warnings_and_worse_are_offences():
    assert [
        str(record).splitlines()[0] for record in logcheck.offences(logcheck.parse(LOG))
    ] == [
        "WARNING odoo.addons.x.models: a field is unknown",
        "ERROR odoo.sql_db: bad query",
        "CRITICAL odoo.service.server: Failed to initialize",
    ]


def test_a_known_message_is_known_from_its_logger_only(monkeypatch):
    monkeypatch.setattr(logcheck, "KNOWN", [("odoo.sql_db", "^bad query")])

    found = logcheck.offences(
        logcheck.parse(LOG.replace("a field is unknown", "bad query"))
    )

    assert [record.logger for record in found] == [
        "odoo.addons.x.models",
        "odoo.service.server",
    ]


@pytest.mark.parametrize("text", ["", "no message at all\n"])
def test_no_message_no_offence(text):
    assert logcheck.offences(logcheck.parse(text)) == []
