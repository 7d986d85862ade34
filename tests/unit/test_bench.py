import pytest
from suite import bench
from suite.console import Problem


def test_there_are_benchmarks():
    assert "relationship" in bench.names()


def test_missed_bars_are_named():
    figures = [
        {"what": "quick", "passed": True},
        {"what": "slow", "passed": False},
        {"what": "only told", "passed": None},
    ]
    assert bench.missed_bars({"figures": figures}) == ["slow"]


@pytest.mark.parametrize("arguments", (["nothing"], ["relationship", "--scale", "0"]))
def test_bad_arguments(arguments):
    with pytest.raises(Problem):
        bench.command(arguments)


def test_package_of_an_extension():
    version = "15.18 (Debian 15.18-0+deb12u1)"
    assert bench.extension_package("pgrouting", version) == "postgresql-15-pgrouting"
