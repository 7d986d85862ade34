"""What a person sees when something goes wrong."""

import errno
import sys

import pytest
from suite import console, paths
from suite.console import Problem


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    """Logs go to a folder of the test's own."""
    monkeypatch.setattr(paths, "LOGS", tmp_path / "log")


def end(command, capsys):
    """Run a command as a script would; returns its exit code and what it printed."""
    with pytest.raises(SystemExit) as ended:
        console.main(command)
    return ended.value.code, capsys.readouterr().out


def raising(error):
    """A command that ends in an error."""

    def command(_arguments):
        raise error

    return command


def test_a_problem_is_told_without_a_traceback(capsys):
    code, out = end(raising(Problem("the port is taken.")), capsys)
    assert (code, out) == (1, "error: the port is taken.\n")


def test_a_full_disk_is_told_with_a_way_out(capsys):
    full = OSError(errno.ENOSPC, "No space left on device", "/some/file")
    code, out = end(raising(full), capsys)
    assert code == 1
    assert out.startswith("error: No space left on device: /some/file\nFree some space")


def test_ctrl_c_ends_quietly(capsys):
    assert end(raising(KeyboardInterrupt()), capsys) == (130, "\n")


def test_the_commands_own_exit_code_is_kept(capsys):
    assert end(lambda _arguments: 3, capsys)[0] == 3


def test_a_failing_program_is_told_with_its_last_lines():
    program = [sys.executable, "-c", "print('why it failed'); raise SystemExit(2)"]
    with pytest.raises(Problem, match=r"It failed\.\n\(why it failed; details: .*log"):
        console.run(program, log="x", problem="It failed.")


def test_a_missing_program_is_named():
    with pytest.raises(Problem, match=r"\(no-such-program is not installed\)"):
        console.run(["no-such-program"], log="x", problem="It failed.")


def test_the_output_of_a_failing_program_is_nothing():
    assert console.capture([sys.executable, "-c", "print('x')"]) == "x"
    assert console.capture([sys.executable, "-c", "print('x'); exit(1)"]) == ""
    assert console.capture(["no-such-program"]) == ""
