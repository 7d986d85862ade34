"""Locks between commands that run at the same time, in this clone or in another."""

import contextlib
import fcntl
import os
from pathlib import Path

from .console import say


def _open(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


@contextlib.contextmanager
def exclusive(path: Path, what: str):
    """Hold `path` alone; wait, and say for what, while another command has it."""
    handle = _open(path)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"… waiting for another command that {what}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def shared(path: Path) -> int:
    """Join the users of something; the place is kept until the handle is closed.

    The handle is inherited by a program that replaces this one (`os.exec…`).
    """
    handle = _open(path)
    fcntl.flock(handle, fcntl.LOCK_SH)
    os.set_inheritable(handle, True)
    return handle


def is_last(handle: int) -> bool:
    """Whether nobody else has joined; from then on nobody can until it is closed."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def leave(handle: int) -> None:
    """No longer be one of the users."""
    os.close(handle)
