"""Locks, ports, the version check and where the private PostgreSQL lives."""

import socket
import subprocess
import sys

from suite import lock, paths, postgres, server, template


def test_the_last_user_is_known(tmp_path):
    first = lock.shared(tmp_path / "users")
    second = lock.shared(tmp_path / "users")
    assert not lock.is_last(first)

    lock.leave(second)
    assert lock.is_last(first)
    lock.leave(first)


def test_a_taken_port_is_noticed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not server.is_free(port)
    assert server.is_free(port)


def test_an_old_python_is_refused_in_plain_words():
    program = (
        "import sys\n"
        "sys.version_info = (3, 9, 2, 'final', 0)\n"
        f"sys.path.insert(0, {str(paths.ROOT / 'scripts')!r})\n"
        "import suite\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: Python 3.9 cannot run this suite.")
    assert "Traceback" not in done.stderr


def test_the_template_depends_on_versions_requirements_and_depends(monkeypatch):
    first = template.signature("19.0", ["calendar", "crm"])
    assert template.signature("19.0", ["calendar", "crm"]) == first
    assert template.signature("19.0", ["crm"]) != first
    assert template.signature("19.1", ["calendar", "crm"]) != first


def test_another_server_is_used_only_when_the_environment_names_one(monkeypatch):
    for name in ("PGHOST", "PGPORT", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    assert not postgres.is_external()
    monkeypatch.setenv("PGHOST", "localhost")
    assert postgres.is_external()


def test_the_sockets_path_is_never_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "RUN", tmp_path)
    monkeypatch.setattr(paths, "PG", tmp_path / ("deep" * 30))
    monkeypatch.setattr(postgres, "_owner", lambda: None)
    assert len(str(postgres.Server().socket / ".s.PGSQL.5432")) < 107
