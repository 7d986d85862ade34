"""Warnings and errors in Odoo's log, beside those that are known and not ours."""

import re
from dataclasses import dataclass
from pathlib import Path

_RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) \S+ "
    r"(?P<logger>[\w.?]+): (?P<text>.*)$"
)
_BAD = {"WARNING", "ERROR", "CRITICAL"}

# (logger, pattern): logged in a healthy run too, and nothing that an addon can change.
KNOWN: list[tuple[str, str]] = []


@dataclass
class Record:
    """One message of the log, with the lines that belong to it."""

    level: str
    logger: str
    text: str

    @property
    def is_bad(self) -> bool:
        return self.level in _BAD

    @property
    def is_known(self) -> bool:
        return any(
            self.logger == logger and re.search(pattern, self.text)
            for logger, pattern in KNOWN
        )

    def __str__(self) -> str:
        return f"{self.level} {self.logger}: {self.text}"


def parse(log: str) -> list[Record]:
    """The messages of a log; lines without a date belong to the message above them."""
    records: list[Record] = []
    for line in log.splitlines():
        if found := _RECORD.match(line):
            # Odoo puts a space at the end of each message.
            found = {name: text.rstrip() for name, text in found.groupdict().items()}
            records.append(Record(**found))
        elif records:
            records[-1].text += f"\n{line}"
    return records


def read(path: Path) -> list[Record]:
    """The messages of a log file."""
    return parse(path.read_text(errors="replace"))


def offences(records: list[Record]) -> list[Record]:
    """What must not be in a clean log."""
    return [record for record in records if record.is_bad and not record.is_known]
