"""What a person sees: steps with their seconds, and errors in plain words."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from . import paths


class Problem(Exception):
    """Something the user can put right; its text says what to do."""


def say(text: str = "") -> None:
    """Print one line at once, also when the output is a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str):
    """Announce a step, and say how long it took once it is done."""
    say(f"… {title}")
    start = time.monotonic()
    yield
    say(f"✓ {title} ({time.monotonic() - start:.1f} s)")


def last_words(log: Path) -> str:
    """What a failed program said last, and where the rest of it stands."""
    text = log.read_text(errors="replace") if log.exists() else ""
    # What Odoo says while it shuts down is no explanation.
    lines = filter(str.strip, text.splitlines())
    said = [line.strip() for line in lines if " INFO " not in line]
    last = f"{said[-1][:200]}; " if said else ""
    return f"({last}details: {relative(log)})"


def run(command, *, log: str, problem: str, **options) -> None:
    """Run a command with its output in `.run/log/<log>.log`; raise Problem if it fails.

    `problem` says in plain words what could not be done and what may help.
    """
    path = paths.LOGS / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as output:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **options,
            )
        except FileNotFoundError:
            raise Problem(f"{problem}\n({command[0]} is not installed)") from None
    if done.returncode:
        raise Problem(f"{problem}\n{last_words(path)}")


def capture(command, **options) -> str:
    """A command's output, or nothing when it fails or is not there."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **options,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def relative(path: Path) -> str:
    """A path as short as it can be written from the current folder's point of view."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def main(command) -> None:
    """Run a command function; its Problems and Ctrl-C end it without a traceback."""
    try:
        sys.exit(command(sys.argv[1:]))
    except Problem as problem:
        say(f"error: {problem}")
        sys.exit(1)
    except KeyboardInterrupt:
        say()
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        say(f"error: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
        if error.errno == 28:  # ENOSPC
            say(f"Free some space on the disk of {paths.ROOT}.")
        sys.exit(1)
